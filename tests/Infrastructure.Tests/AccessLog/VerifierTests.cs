using Enterprise.Application.AccessLog.Integrity;
using Enterprise.VerifiableLog.Checkpoints;
using Enterprise.VerifiableLog.Integrity;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog;

/// <summary>What the verifier says of which damage: the kind, the tenant, the number.</summary>
public sealed class VerifierTests
{
    [Theory]
    [InlineData("UPDATE Entries SET Items = 9 WHERE Position = 3", LogFaultKind.Edited, "acme", 3)]
    [InlineData("UPDATE Entries SET Action = 'viewAsset' WHERE Position = 3", LogFaultKind.Edited, "acme", 3)]
    [InlineData("UPDATE Entries SET RequestId = RequestId || char(0) || 'x' WHERE Position = 3", LogFaultKind.Edited, "acme", 3)]
    [InlineData("UPDATE Entries SET Items = 'none' WHERE Position = 3", LogFaultKind.Unreadable, "acme", 3)]
    [InlineData("UPDATE Entries SET Id = lower(Id) WHERE Position = 3", LogFaultKind.Edited, "acme", 3)]
    [InlineData("UPDATE Entries SET DetailCommitment = NULL WHERE Position = 3; DELETE FROM Details", LogFaultKind.Edited, "acme", 3)]
    [InlineData("UPDATE Subjects SET UserName = 'x' WHERE Position = 3", LogFaultKind.Edited, "acme", 3)]
    [InlineData("UPDATE Subjects SET IsForwardedTrusted = 2 WHERE Position = 3", LogFaultKind.Edited, "acme", 3)]
    [InlineData("UPDATE Details SET Text = 'x' WHERE Position = 3", LogFaultKind.Edited, "acme", 3)]
    [InlineData("UPDATE Seals SET Hash = zeroblob(32) WHERE Ordinal = 3", LogFaultKind.Edited, "acme", 3)]
    [InlineData("UPDATE Seals SET Hash = x'00' WHERE Ordinal = 3", LogFaultKind.Unreadable, "acme", 3)]
    [InlineData("UPDATE Seals SET Epoch = 2 WHERE Ordinal = 3", LogFaultKind.Edited, "acme", 3)]
    [InlineData("DELETE FROM Seals WHERE Ordinal = 3; DELETE FROM Entries WHERE Position = 3", LogFaultKind.Missing, "acme", 3)]
    [InlineData("DELETE FROM Entries WHERE Position = 3", LogFaultKind.Missing, "acme", 3)]
    [InlineData("DELETE FROM Subjects WHERE Position = 3", LogFaultKind.Missing, "acme", 3)]
    [InlineData("UPDATE Entries SET Tenant = 'borealis' WHERE Position = 3", LogFaultKind.WrongTenant, "acme", 3)]
    [InlineData("UPDATE Seals SET Sequence = 0 WHERE Ordinal = 1", LogFaultKind.Missing, "acme", 1)]
    [InlineData("UPDATE Seals SET Sequence = -1 WHERE Ordinal = 1", LogFaultKind.Missing, "acme", 1)]
    [InlineData("UPDATE Seals SET Position = CASE Position WHEN 2 THEN 93 ELSE 92 END WHERE Position IN (2, 3); UPDATE Seals SET Position "
        + "= Position - 90 WHERE Position > 90", LogFaultKind.Moved, "acme", 3)]
    [InlineData("CREATE TABLE Copy AS SELECT * FROM Entries WHERE Position = 3; UPDATE Copy SET Position = 99, Id = "
        + "'01234567-89AB-7DEF-8123-456789ABCDEF'; INSERT INTO Entries SELECT * FROM Copy", LogFaultKind.Unsealed, "acme", null)]
    [InlineData("UPDATE Checkpoints SET Size = 2 WHERE Number = 2", LogFaultKind.Edited, null, 2)]
    [InlineData("UPDATE Checkpoints SET Text = replace(Text, 'number 2', 'number 1') WHERE Number = 2", LogFaultKind.Replayed, null, 2)]
    [InlineData("UPDATE Checkpoints SET Text = replace(Text, 'epoch 1', 'epoch 3') WHERE Number = 2", LogFaultKind.BadSignature, null, 2)]
    [InlineData("DELETE FROM Checkpoints WHERE Number = 2", LogFaultKind.Missing, null, 2)]
    [InlineData("DELETE FROM Checkpoints WHERE Number = 3", LogFaultKind.CutTail, null, 3)]
    [InlineData("DELETE FROM Entries WHERE Position > 4; DELETE FROM Seals WHERE Ordinal > 4; DELETE FROM Subjects WHERE Position > 4; "
        + "DELETE FROM Details WHERE Position > 4", LogFaultKind.CutTail, null, 3)]
    [InlineData("UPDATE Statements SET Text = replace(Text, 'asked', 'bsked')", LogFaultKind.BadSignature, null, 1)]
    [InlineData("UPDATE Statements SET Number = 0", LogFaultKind.Replayed, null, 0)]
    [InlineData("DELETE FROM Statements", LogFaultKind.CheckpointMismatch, null, 3)]
    [InlineData("UPDATE Instances SET Instance = '01234567-89AB-7DEF-8123-456789ABCDEF'", LogFaultKind.Edited, null, 1)]
    public async Task Every_damage_is_found_where_it_is(string change, LogFaultKind kind, string? tenant, int? sequence)
    {
        await using var store = await BuildAsync();
        store.Run(change);
        var (faults, _) = await TamperTests.FaultsAsync(store);
        Assert.Contains(faults, fault => (fault.Kind, fault.Tenant, fault.Sequence) == (kind, tenant, sequence));
    }

    [Theory]
    [InlineData("UPDATE Entries SET Items = 9 WHERE Position = 3", 1)]
    [InlineData("UPDATE Seals SET Hash = zeroblob(32) WHERE Ordinal = 5", 1)]
    [InlineData("UPDATE Subjects SET UserName = 'x' WHERE Position = 3", 1)]
    public async Task One_damage_before_a_checkpoint_is_few_faults_and_not_all_that_come_after(string change, int chainFaults)
    {
        await using var store = await BuildAsync();
        store.Run(change);
        var (faults, _) = await TamperTests.FaultsAsync(store);
        Assert.Equal(chainFaults, faults.Count(fault => fault.Tenant is not null));
    }

    [Fact]
    public async Task A_key_from_elsewhere_is_not_known_and_a_missing_secret_is_said()
    {
        await using var store = await BuildAsync();
        foreach (var file in Directory.GetFiles(store.Get<LogKeys>().Folder))
        {
            File.Delete(file);
        }

        var (faults, result) = await TamperTests.FaultsAsync(store);
        Assert.Equal(4, faults.Count(fault => fault.Kind == LogFaultKind.UnknownKey && fault.Sequence is not null));
        Assert.Equal((0, 3), (result.Rebuilt, result.Checkpoints));
    }

    [Fact]
    public async Task A_tenant_s_own_verification_reads_its_chain_alone_and_every_checkpoint()
    {
        await using var store = await BuildAsync();
        store.Run("UPDATE Entries SET Items = 9 WHERE Tenant = 'borealis'");
        var (faults, result) = await TamperTests.FaultsAsync(store, "acme");
        Assert.Empty(faults);
        Assert.Equal((4, 1, 4, 3, 3, 3), (result.Entries, result.First, result.Last, result.Checkpoints, result.Rebuilt, result.Archived));
        Assert.Equal(2, (await TamperTests.FaultsAsync(store, "borealis")).Faults
            .Count(fault => fault is { Kind: LogFaultKind.Edited, Tenant: "borealis" }));
    }

    [Theory]
    [InlineData(StatementKind.Erase, "acme", "ticket 7", "Subjects", true)]
    [InlineData(StatementKind.Pseudonymise, "borealis", "before 2026-02-01T00:00:00.000000Z", "Subjects", true)]
    [InlineData(StatementKind.Pseudonymise, "acme", "before 2026-01-01T00:00:00.000000Z", "Subjects", true)]
    [InlineData(StatementKind.Pseudonymise, "acme", "before 2026-02-01T00:00:00.000000Z", "Subjects", false)]
    [InlineData(StatementKind.Pseudonymise, "acme", "before 2026-02-01T00:00:00.000000Z", "Details", true)]
    public async Task A_personal_part_that_is_gone_without_a_mark_is_a_fault_unless_it_is_of_a_person_and_a_statement_of_its_tenant_and_time_vouches_for_it(
        string kind, string tenant, string policy, string table, bool isFault)
    {
        await using var store = await BuildAsync();
        await store.Get<Statements>().WriteAsync(kind, tenant, [("entries", "1"), ("policy", policy)], CancellationToken.None);
        store.Run($"DELETE FROM {table} WHERE Position = 3");
        foreach (var range in new EntryRange?[] { null, new(3, 3) })
        {
            var (faults, result) = await TamperTests.FaultsAsync(store, "acme", range);
            Assert.Equal(isFault ? [(LogFaultKind.Missing, "acme", 3)] : [],
                faults.Select(fault => (fault.Kind, fault.Tenant, fault.Sequence)));
            Assert.Equal(1, result.Erased);
        }
    }

    [Fact]
    public async Task A_file_that_is_half_overwritten_ends_no_verification()
    {
        await using var store = await BuildAsync();
        await store.StopAsync();
        using (var file = new FileStream(store.File, FileMode.Open))
        {
            file.Position = 4096 * 3;
            file.Write(new byte[file.Length - file.Position]);
        }

        Assert.NotEmpty((await TamperTests.FaultsAsync(store)).Faults);
    }

    /// <summary>Entries 1 to 4 of acme and 1 to 2 of borealis; checkpoints at 0, 3 and 6; one statement.</summary>
    private static async Task<LogStore> BuildAsync()
    {
        var store = await LogStore.StartAsync();
        var maker = store.Get<CheckpointMaker>();
        await maker.MakeAsync(null, CancellationToken.None);
        foreach (var tenant in new[] { "acme", "acme", "acme" })
        {
            await store.Log.AppendAsync(LogStore.Entry("r", tenant: tenant) with { Detail = "search=pump" });
        }

        await maker.MakeAsync(null, CancellationToken.None);
        await store.Get<Statements>().WriteAsync(StatementKind.Hold, "acme", [("reason", "asked for")], CancellationToken.None);
        foreach (var tenant in new[] { "acme", "borealis", "borealis" })
        {
            await store.Log.AppendAsync(LogStore.Entry("r", tenant: tenant));
        }

        await maker.MakeAsync(null, CancellationToken.None);
        return store;
    }
}
