using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Keeping;
using Enterprise.Domain.Tenancy;
using Enterprise.Infrastructure.AccessLog.Checkpoints;
using Enterprise.Testing;

namespace Enterprise.Infrastructure.Tests.AccessLog.Keeping;

/// <summary>What the tests of keeping share.</summary>
internal static class Kept
{
    public static readonly LogOperator Operator = new("olga", "command-1", "audit test");

    public static readonly TenantId Acme = TenantId.Parse("acme");

    public static readonly IProgress<long> Silent = new Progress<long>();

    public static ILogKeeper Keeper(this LogStore store) => store.Get<ILogKeeper>();

    /// <summary>What the verifier finds.</summary>
    public static async Task<IReadOnlyList<LogFault>> FaultsAsync(this LogStore store)
    {
        store.Get<LogKeys>().Secret(); // The service makes it at its start.
        var faults = new List<LogFault>();
        await foreach (var step in store.Get<ILogVerifier>().VerifyAsync(tenant: null, range: null, CancellationToken.None))
        {
            faults.AddRange(step.Faults);
        }

        return faults;
    }

    /// <summary>Adds entries of these ages in days, in this order.</summary>
    public static async Task AddAsync(this LogStore store, string tenant, params int[] ages)
    {
        foreach (var age in ages)
        {
            await store.Log.AppendAsync(LogStore.Entry($"{tenant}-{age}", store.Clock.GetUtcNow().AddDays(-age), tenant));
        }
    }

    /// <summary>How often each text stands in the store's files.</summary>
    public static IReadOnlyDictionary<string, int> Grep(this LogStore store, params string[] texts) =>
        texts.ToDictionary(text => text, text => StoredBytes.Count(store.File, text), StringComparer.Ordinal);
}
