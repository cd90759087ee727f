using Enterprise.Application.AccessLog.Integrity;
using Enterprise.Domain.Tenancy;
using Enterprise.Testing;
using Enterprise.VerifiableLog.Checkpoints;
using Enterprise.VerifiableLog.Integrity;
using Xunit;
using Xunit.Abstractions;

namespace Enterprise.Infrastructure.Tests.AccessLog;

/// <summary>
/// Whatever is changed in the file past the application is found; whatever the application does itself is no fault. The long form is a
/// benchmark.
/// </summary>
public sealed class TamperTests(ITestOutputHelper output)
{
    private static readonly string[] People = ["anna@acme.example", "li@acme.example"];

    [Fact]
    public async Task Sixty_random_manipulations_are_all_found_where_they_are()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        await using var log = await BuildAsync(new Random(seed));
        await log.StopAsync();
        Assert.Empty((await FaultsAsync(log)).Faults);
        for (var number = 0; number < 60; number++)
        {
            var copy = $"{log.File}.{number}";
            File.Copy(log.File, copy);
            var done = new Tampering(copy, new Random(seed + number)).Apply();
            await using var changed = new LogStore(log, copy);
            var (faults, _) = await FaultsAsync(changed);
            Assert.True(done.IsLocatedBy(faults), $"seed {seed}, manipulation {number}: {done}: {string.Join("; ", faults)}");
            Assert.All(faults, fault =>
                Assert.True(fault.Text.Length > 0
                && (fault.Sequence is not null || fault.Kind is LogFaultKind.Unsealed or LogFaultKind.Missing or LogFaultKind.Unreadable),
                fault.ToString()));
        }
    }

    [Fact]
    public async Task Twenty_logs_with_all_that_is_allowed_have_no_fault()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        for (var number = 0; number < 20; number++)
        {
            await using var log = await BuildAsync(new Random(seed + number));
            var (faults, result) = await FaultsAsync(log);
            Assert.True(faults.Count == 0, $"seed {seed + number}: {string.Join(Environment.NewLine, faults)}");
            Assert.Equal(log.Read("SELECT count(*) FROM Entries"),
                result.Entries.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    /// <summary>A log of four tenants with checkpoints, a new key, an erasure, and a pruned prefix.</summary>
    internal static async Task<LogStore> BuildAsync(Random random)
    {
        var log = await LogStore.StartAsync();
        var maker = log.Get<CheckpointMaker>();
        await maker.MakeAsync(null, CancellationToken.None);
        for (var part = 0; part < 4; part++)
        {
            for (var number = random.Next(3, 9); number > 0; number--)
            {
                var tenant = random.Next(5) is var one && one == 0 ? null : "tenant" + one;
                await log.Log.AppendAsync(LogStore
                    .Entry($"r-{part}-{number}", tenant: tenant ?? "acme", user: People[random.Next(People.Length)]) with
                {
                    Tenant = tenant is null ? null : TenantId.Parse(tenant),
                        Detail = random.Next(3) switch { 0 => "search=pump", 1 => $"user={People[random.Next(People.Length)]}",
                        _ => null }, Items = random.Next(10),
                });
            }

            switch (part)
            {
                case 0:
                    await log.Operator.RotateKeyAsync();
                    break;
                case 1:
                    await log.Operator.EraseAsync(TenantId.Parse("tenant" + random.Next(1, 5)), People[random.Next(People.Length)],
                        "asked for");
                    break;
                case 2:
                    await PruneAsync(log);
                    break;
            }

            await maker.MakeAsync(null, CancellationToken.None);
        }

        return log;
    }

    private static async Task PruneAsync(LogStore log)
    {
        if (log.Read("SELECT Tenant FROM Seals GROUP BY Tenant HAVING count(*) > 2 LIMIT 1") is not { Length: > 0 } tenant)
        {
            return;
        }

        var last = log.Read($"SELECT max(Sequence) - 1 FROM Seals WHERE Tenant = '{tenant}'")!;
        await log.Get<Statements>().WriteAsync(
            StatementKind.Prune, tenant,
            [
                ("sequence", last), ("hash",
                    log.Read($"SELECT lower(hex(Hash)) FROM Seals WHERE Tenant = '{tenant}' AND Sequence = {last}")!),
                ("ordinal", log.Read($"SELECT Ordinal FROM Seals WHERE Tenant = '{tenant}' AND Sequence = {last}")!),
                    ("before", "2026-01-31T12:00:00.000000Z"), ("policy", "older than 400 days"),
            ],
            CancellationToken.None);
        log.Prune(tenant, last);
    }

    internal static async Task<(List<LogFault> Faults, Verification Result)> FaultsAsync(LogStore log, string? tenant = null,
        EntryRange? range = null)
    {
        var faults = new List<LogFault>();
        Verification? result = null;
        await foreach (var step in log.Get<ILogVerifier>()
            .VerifyAsync(tenant is null ? null : TenantId.Parse(tenant), range, CancellationToken.None))
        {
            faults.AddRange(step.Faults);
            result = step.Result;
        }

        Assert.Equal(faults.Count, result!.Faults);
        return (faults, result);
    }
}
