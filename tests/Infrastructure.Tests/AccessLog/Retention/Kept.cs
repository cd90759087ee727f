using System.Data.Common;
using Enterprise.Application.AccessLog.Exports;
using Enterprise.Application.AccessLog.Integrity;
using Enterprise.Domain.Tenancy;
using Enterprise.Infrastructure.AccessLog.Exports;
using Enterprise.Testing;
using Enterprise.VerifiableLog.Checkpoints;
using Enterprise.VerifiableLog.Exports;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog.Retention;

/// <summary>What the tests of keeping share.</summary>
internal static class Kept
{
    public static readonly TenantId Acme = TenantId.Parse("acme");

    /// <summary>What the verifier finds, once all is sealed.</summary>
    public static async Task<IReadOnlyList<LogFault>> FaultsAsync(this LogStore store)
    {
        await store.SealedAsync();
        var faults = new List<LogFault>();
        await foreach (var step in store.Get<ILogVerifier>().VerifyAsync(tenant: null, range: null, CancellationToken.None))
        {
            faults.AddRange(step.Faults);
        }

        return faults;
    }

    /// <summary>What a stranger with Python says of an export of acme's log.</summary>
    public static async Task<Verdict> ExportVerdictAsync(this LogStore store, Action<long, long, long>? progress = null)
    {
        await store.SealedAsync();
        await store.Get<CheckpointMaker>().MakeAsync(null, CancellationToken.None);
        using var folder = new ExportFolder(Path.GetTempPath(), store.Clock);
        var (_, path) = await new ExportWriter(new LogExporter(store.Contexts, store.Get<CheckpointMaker>(), folder, store.Clock),
            store.Clock)
            .WriteAsync(LogStore.Reader(), new(new(new()), string.Empty, ExportFormat.JsonLines, 0), progress ?? ((_, _, _) => { }),
                CancellationToken.None);
        return PythonVerifier.Judge([path])[0];
    }

    /// <summary>Adds entries of these ages in days, in this order, sealed.</summary>
    public static async Task AddAsync(this LogStore store, string tenant, params int[] ages)
    {
        foreach (var age in ages)
        {
            await store.Log.AppendAsync(LogStore.Entry($"{tenant}-{age}", store.Clock.GetUtcNow().AddDays(-age), tenant));
        }

        await store.SealedAsync();
    }

    /// <summary>How often each text stands in the store's files.</summary>
    public static IReadOnlyDictionary<string, int> Grep(this LogStore store, params string[] texts) => texts.ToDictionary(
        text => text, text => store.Database is null
            ? StoredBytes.Count(store.File, text) : StoredBytes.CountIn(store.Database.Files, text), StringComparer.Ordinal);

    /// <summary>Nothing can be removed again, not even by the tables' owner.</summary>
    public static void AssertGuarded(this LogStore store)
    {
        Assert.Contains("insert-only", Assert.ThrowsAny<DbException>(() => store.Read("DELETE FROM Entries")).Message,
            StringComparison.Ordinal);
        Assert.Contains("insert-only", Assert.ThrowsAny<DbException>(() => store.Read("DELETE FROM Seals")).Message,
            StringComparison.Ordinal);
        Assert.Contains("insert-only", Assert.ThrowsAny<DbException>(() => store.Read("UPDATE Subjects SET UserName = ''")).Message,
            StringComparison.Ordinal);
        Assert.Equal(
            store.Database is null ? "18" : "27",
            store.Read(store.Database is null
                ? "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
                : "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"));
    }
}
