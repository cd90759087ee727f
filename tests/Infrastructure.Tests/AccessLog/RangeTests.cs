using Enterprise.Application.AccessLog.Integrity;
using Enterprise.Testing;
using Enterprise.VerifiableLog.Checkpoints;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog;

/// <summary>A range of one chain, verified by itself: from the seal before it to the checkpoint that covers it.</summary>
public sealed class RangeTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_range_ends_at_the_checkpoint_that_covers_it_and_reads_nothing_outside(LogDatabase on)
    {
        await using var store = await BuildAsync(on);
        foreach (var (first, last, until) in new[] { (1, 1, 4), (2, 3, 4), (3, 4, 4), (4, 5, 8), (5, 8, 8), (7, 12, 12), (1, 16, 16),
            (13, 99, 16) })
        {
            var (faults, result) = await TamperTests.FaultsAsync(store, "acme", new(first, last));
            Assert.Empty(faults);
            Assert.Equal((until - first + 1, first, until, 1, 1, 1),
                (result.Entries, result.First, result.Last, result.Checkpoints, result.Rebuilt, result.Archived));
        }

        await store.AppendAsync("acme");
        Assert.Equal((2, 0, 0), Of(await TamperTests.FaultsAsync(store, "acme", new(16, 17))));
        Assert.Equal((0, 0, 0), Of(await TamperTests.FaultsAsync(store, "acme", new(18, 20))));

        static (long, long, long) Of((List<LogFault> Faults, Verification Result) found) =>
            (found.Result.Entries, found.Result.Rebuilt, found.Faults.Count);
    }

    [Theory]
    [InlineData("UPDATE Entries SET Items = 9 WHERE Position = (SELECT Position FROM Seals WHERE Tenant = 'acme' AND Sequence = 6)",
        LogFaultKind.Edited, "acme", 6)]
    [InlineData("UPDATE Seals SET Hash = zeroblob(32) WHERE Tenant = 'acme' AND Sequence = 4", LogFaultKind.Edited, "acme", 5)]
    [InlineData("DELETE FROM Seals WHERE Tenant = 'acme' AND Sequence = 6", LogFaultKind.Missing, "acme", 6)]
    [InlineData("DELETE FROM Seals WHERE Tenant = 'acme' AND Sequence = 8", LogFaultKind.CheckpointMismatch, null, 3)]
    [InlineData("DELETE FROM Seals WHERE Tenant = 'acme' AND Sequence < 9", LogFaultKind.Missing, "acme", 5)]
    [InlineData("UPDATE Seals SET Hash = zeroblob(32) WHERE Tenant = 'borealis' AND Sequence = 8", LogFaultKind.CheckpointMismatch, null,
        3)]
    [InlineData("UPDATE Checkpoints SET Text = replace(Text, 'epoch 1', 'epoch 3') WHERE Number = 3", LogFaultKind.BadSignature, null, 3)]
    [InlineData("UPDATE Checkpoints SET Text = (SELECT Text FROM Checkpoints WHERE Number = 2) WHERE Number = 3", LogFaultKind.Replayed,
        null, 3)]
    [InlineData("DELETE FROM Checkpoints WHERE Number = 5", LogFaultKind.CutTail, null, 5)]
    [InlineData("DELETE FROM Seals WHERE Ordinal > 20", LogFaultKind.CutTail, null, 5)]
    public async Task Damage_of_entries_5_to_6_or_of_what_they_stand_on_is_found(string change, LogFaultKind kind, string? tenant,
        int number)
    {
        await using var store = await BuildAsync(LogDatabase.Sqlite);
        store.Run(change);
        var (faults, _) = await TamperTests.FaultsAsync(store, "acme", new(5, 6));
        Assert.Contains(faults, fault => (fault.Kind, fault.Tenant, fault.Sequence) == (kind, tenant, number));
    }

    [Fact]
    public async Task What_lies_outside_a_range_is_not_looked_at()
    {
        await using var store = await BuildAsync(LogDatabase.Sqlite);
        store.Run("UPDATE Entries SET Items = 9 WHERE Position NOT IN (SELECT Position FROM Seals WHERE Tenant = 'acme' AND Sequence "
            + "BETWEEN 5 AND 8)");
        Assert.Empty((await TamperTests.FaultsAsync(store, "acme", new(5, 8))).Faults);
        Assert.Equal(9, Assert
            .Single((await TamperTests.FaultsAsync(store, "acme", new(5, 9))).Faults, fault => fault.Sequence == 9).Sequence);
    }

    [Fact]
    public async Task Every_range_of_a_log_with_all_that_is_allowed_is_without_fault()
    {
        await using var store = await TamperTests.BuildAsync(new Random(3));
        foreach (var tenant in new[] { "tenant1", "tenant2", "acme" })
        {
            var last = int.Parse(store.Read($"SELECT coalesce(max(Sequence), 0) FROM Seals WHERE Tenant = '{tenant}'")!,
                System.Globalization.CultureInfo.InvariantCulture);
            foreach (var (first, end) in Enumerable.Range(1, last)
                .SelectMany(first => Enumerable.Range(first, last - first + 1).Select(end => (first, end))))
            {
                Assert.Empty((await TamperTests.FaultsAsync(store, tenant, new(first, end))).Faults);
            }
        }
    }

    /// <summary>Entries 1 to 16 of acme and of borealis in turn; checkpoints at 0 and after each 4 of both.</summary>
    private static async Task<LogStore> BuildAsync(LogDatabase on)
    {
        var store = await LogStore.StartAsync(on);
        for (var part = 0; part < 5; part++)
        {
            for (var number = 0; part > 0 && number < 4; number++)
            {
                await store.AppendAsync("acme");
                await store.AppendAsync("borealis");
            }

            await store.SealedAsync();
            await store.Get<CheckpointMaker>().MakeAsync(null, CancellationToken.None);
        }

        return store;
    }
}

/// <summary>Shorter words for this page.</summary>
internal static class RangeStore
{
    public static async Task AppendAsync(this LogStore store, string tenant)
    {
        await store.Log.AppendAsync(LogStore.Entry("r", tenant: tenant)).WaitAsync(TimeSpan.FromSeconds(20));
        await store.SealedAsync();
    }
}
