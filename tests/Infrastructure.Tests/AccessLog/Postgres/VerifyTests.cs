using Enterprise.Application.AccessLog.Integrity;
using Enterprise.Testing;
using Enterprise.VerifiableLog.Checkpoints;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog.Postgres;

/// <summary>The verifier on PostgreSQL: no false alarm, and damage that the tables' owner did is found where it is.</summary>
public sealed class VerifyTests
{
    [PostgresTheory]
    [InlineData("", null, null)]
    [InlineData("UPDATE entries SET items = 9 WHERE position = 3", LogFaultKind.Edited, 3)]
    [InlineData("UPDATE subjects SET username = 'x' WHERE position = 3", LogFaultKind.Edited, 3)]
    [InlineData("DELETE FROM seals WHERE ordinal = 3; DELETE FROM entries WHERE position = 3", LogFaultKind.Missing, 3)]
    [InlineData("DELETE FROM checkpoints WHERE number = 2", LogFaultKind.CutTail, 2)]
    public async Task Damage_is_found_and_a_whole_log_has_none(string change, LogFaultKind? kind, int? number)
    {
        await using var store = await LogStore.StartAsync(LogDatabase.Postgres);
        for (var place = 0; place < 5; place++)
        {
            await store.Log.AppendAsync(LogStore.Entry($"r-{place}") with { Detail = "search=pump" }).WaitAsync(TimeSpan.FromSeconds(20));
        }

        await store.SealedAsync();
        await store.Get<CheckpointMaker>().MakeAsync(null, CancellationToken.None);
        await store.Get<CheckpointMaker>().MakeAsync(null, CancellationToken.None);
        if (change.Length > 0)
        {
            string[] tables = ["entries", "subjects", "details", "seals", "checkpoints", "pseudonyms", "erasures"];
            store.Read(string.Concat(tables.Select(table => $"ALTER TABLE {table} DISABLE TRIGGER USER;")) + change);
        }

        var (faults, result) = await TamperTests.FaultsAsync(store);
        if (kind is { } expected)
        {
            Assert.Contains(faults, fault => (fault.Kind, fault.Sequence) == (expected, number));
        }
        else
        {
            Assert.Empty(faults);
            Assert.Equal(5, result.Entries);
        }
    }
}
