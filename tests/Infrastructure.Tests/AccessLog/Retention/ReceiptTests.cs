using Enterprise.Application.AccessLog.Integrity;
using Enterprise.Application.AccessLog.Retention.PersonalData;
using Enterprise.Domain.AccessLog;
using Enterprise.Testing;
using Enterprise.VerifiableLog.Checkpoints;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog.Retention;

/// <summary>
/// The marks in place of erased personal parts: what an operator's commands leave is whole, and whatever vanishes or is forged past them is
/// found where it is, by both verifiers.
/// </summary>
public sealed class ReceiptTests
{
    private const string Anna = "anna@acme.example";

    [PythonTheory, OnSqlite, OnPostgres]
    public async Task An_erased_person_leaves_a_mark_for_each_part_and_old_ones_stay_good_under_a_new_key(LogDatabase on)
    {
        await using var store = await BuildAsync(on);
        Assert.Equal("1 subject,2 detail,3 subject,4 subject", store.Read(Marks));
        await JudgeAsync(store);
        await store.Operator.RotateKeyAsync();
        await AddAsync(store, "later", 0, Anna, "search=pump");
        await EraseAsync(store);
        Assert.Equal("2", store.Read("SELECT count(DISTINCT Key) FROM Erasures"));
        await JudgeAsync(store);
        await EraseAsync(store); // Nobody is left; again is no harm.
        Assert.Equal("5", store.Read("SELECT count(*) FROM Erasures"));
        await JudgeAsync(store);
    }

    [PythonTheory, OnSqlite, OnPostgres]
    public async Task Old_entries_are_covered_by_their_time_their_filters_by_marks_and_pruning_takes_both(LogDatabase on)
    {
        await using var store = await BuildAsync(on);
        await AddAsync(store, "old", 500, Anna, "user=li@acme.example");
        await store.Operator.PseudonymiseAsync(Assert.Single(await store.Operator.PlanPseudonymiseAsync(30)));
        Assert.Equal("1 subject,2 detail,3 subject,4 subject,6 detail", store.Read(Marks));
        await JudgeAsync(store);
        await EraseAsync(store);
        Assert.Equal("5", store.Read("SELECT count(*) FROM Erasures"));
        await JudgeAsync(store);
        await store.Operator.PruneAsync(Assert.Single(await store.Operator.PlanPruneAsync()));
        Assert.Equal("2 detail,3 subject,4 subject,6 detail", store.Read(Marks));
        await JudgeAsync(store);
        store.AssertGuarded();
    }

    [PythonTheory]
    [InlineData("DELETE FROM Subjects WHERE Position = 2", LogFaultKind.Missing, "missing", 2)]
    [InlineData("DELETE FROM Details WHERE Position = 3", LogFaultKind.Missing, "missing", 3)]
    [InlineData("DELETE FROM Erasures WHERE Position = 3", LogFaultKind.Missing, "missing", 3)]
    [InlineData("DELETE FROM Erasures WHERE Part = 'detail'", LogFaultKind.Missing, "missing", 2)]
    [InlineData("UPDATE Erasures SET Part = 'subjecu' WHERE Position = 3", LogFaultKind.Missing, "missing", 3)]
    [InlineData("UPDATE Erasures SET Position = 2 WHERE Position = 3", LogFaultKind.Edited, "edited", 2)]
    [InlineData("UPDATE Erasures SET Position = 5 WHERE Position = 3", LogFaultKind.Missing, "missing", 3)]
    [InlineData("DELETE FROM Subjects WHERE Position = 2; UPDATE Erasures SET Position = 2 WHERE Position = 3", LogFaultKind.BadSignature,
        "signature", 2)]
    [InlineData("DELETE FROM Subjects WHERE Position = 2; UPDATE Erasures SET Part = 'subject' WHERE Position = 2",
        LogFaultKind.BadSignature, "signature", 2)]
    [InlineData("DELETE FROM Details WHERE Position = 3; UPDATE Erasures SET Part = 'detail' WHERE Position = 3",
        LogFaultKind.BadSignature, "signature", 3)]
    [InlineData("UPDATE Erasures SET Key = '0123456789abcdef' WHERE Position = 3", LogFaultKind.UnknownKey, "key", 3)]
    [InlineData("UPDATE Erasures SET Part = 'detail' WHERE Position = 4", LogFaultKind.Edited, "edited", 4)]
    [InlineData("UPDATE Erasures SET Tenant = NULL WHERE Position = 3", LogFaultKind.Edited, null, 3)]
    public async Task What_vanishes_or_is_forged_is_found_where_it_is(string change, LogFaultKind kind, string? python, int number)
    {
        foreach (var on in Tool.Postgres.Path is not null ? new[] { LogDatabase.Sqlite, LogDatabase.Postgres } : [LogDatabase.Sqlite])
        {
            await using var store = await BuildAsync(on);
            await store.Get<CheckpointMaker>().MakeAsync(null, CancellationToken.None);
            ChangeAll(store, change);
            var faults = await store.FaultsAsync();
            Assert.Contains(faults, fault => (fault.Kind, fault.Tenant, fault.Sequence) == (kind, "acme", number));
            foreach (var range in new EntryRange?[] { null, new(number, number) })
            {
                Assert.Contains((await TamperTests.FaultsAsync(store, "acme", range)).Faults,
                    fault => (fault.Kind, fault.Sequence) == (kind, number));
            }

            var verdict = await store.ExportVerdictAsync();
            Assert.Equal((on, true),
                (on, python is null ? verdict.IsClean : verdict.Faults.Any(fault => fault.Kind == python && fault.Sequence == number)));
        }
    }

    [Fact]
    public async Task A_mark_that_belongs_to_nothing_is_found()
    {
        await using var store = await BuildAsync(LogDatabase.Sqlite);
        store.Run("INSERT INTO Erasures SELECT 99, Part, Tenant, Key, Signature FROM Erasures WHERE Position = 3; INSERT INTO Erasures "
            + "SELECT 4, 'x', Tenant, Key, Signature FROM Erasures WHERE Position = 3");
        Assert.Equal([LogFaultKind.Unsealed, LogFaultKind.Unsealed], (await store.FaultsAsync()).Select(fault => fault.Kind));
    }

    [Fact]
    public async Task A_part_that_came_back_past_the_application_is_a_fault_until_it_is_erased_again()
    {
        await using var store = await BuildAsync(LogDatabase.Sqlite);
        store.Run("CREATE TABLE Kept AS SELECT * FROM Subjects WHERE Position = 2; UPDATE Kept SET Position = 3, UserId = "
            + "'id-of-anna@acme.example', UserName = 'anna@acme.example'; INSERT INTO Subjects SELECT * FROM Kept; DROP TABLE Kept");
        Assert.Contains(await store.FaultsAsync(), fault => (fault.Kind, fault.Sequence) == (LogFaultKind.Edited, 3));
        await EraseAsync(store);
        Assert.Empty(await store.FaultsAsync());
        Assert.Equal("4", store.Read("SELECT count(*) FROM Erasures"));
    }

    [PythonFact]
    public async Task What_is_erased_while_an_export_is_written_is_vouched_for_in_it()
    {
        await using var store = await LogStore.StartAsync();
        await store.AddAsync("acme", [.. Enumerable.Repeat(40, 1_200)]);
        await store.Get<CheckpointMaker>().MakeAsync(null, CancellationToken.None);
        var isDone = false;
        var verdict = await store.ExportVerdictAsync((_, _, _) =>
        {
            if (!isDone)
            {
                isDone = true;
                store.Operator.RotateKeyAsync().GetAwaiter().GetResult();
                var plan = Assert.Single(store.Operator.PlanPseudonymiseAsync(30).GetAwaiter().GetResult());
                store.Operator.PseudonymiseAsync(plan).GetAwaiter().GetResult();
            }
        });
        Assert.True(isDone && verdict.IsClean, verdict.ToString());
        Assert.Empty(await store.FaultsAsync());
    }

    private const string Marks =
        "SELECT string_agg(Seals.Sequence || ' ' || Part, ',' ORDER BY Seals.Sequence, Part) FROM Erasures JOIN Seals USING (Position)";

    /// <summary>Entries 1 to 4 of acme, three of them anna's and one that mentions her; she is erased, which is entry 5.</summary>
    private static async Task<LogStore> BuildAsync(LogDatabase on)
    {
        var store = await LogStore.StartAsync(on);
        await AddAsync(store, "first", 450, Anna, null);
        await AddAsync(store, "reading", 3, "li@acme.example", "user=anna%40acme.example");
        await AddAsync(store, "second", 2, Anna, "search=pump");
        await AddAsync(store, "third", 1, Anna, null);
        await EraseAsync(store);
        await store.SealedAsync();
        return store;
    }

    private static async Task AddAsync(LogStore store, string request, int age, string user, string? detail)
    {
        AccessEntry entry = LogStore.Entry(request, store.Clock.GetUtcNow().AddDays(-age), user: user) with { Detail = detail };
        await store.Log.AppendAsync(entry).WaitAsync(TimeSpan.FromSeconds(20));
        await store.SealedAsync();
    }

    private static Task<EraseUser.Result> EraseAsync(LogStore store) => store.Operator.EraseAsync(Kept.Acme, Anna, "ticket 7");

    /// <summary>Changes tables past the application, as their owner could.</summary>
    private static void ChangeAll(LogStore store, string change)
    {
        if (store.Database is null)
        {
            store.Run(change);
            return;
        }

        store.Read(string.Concat(
            new[] { "subjects", "details", "erasures", "statements" }.Select(table => $"ALTER TABLE {table} DISABLE TRIGGER USER;"))
            + change);
    }

    private static async Task JudgeAsync(LogStore store)
    {
        Assert.Empty(await store.FaultsAsync());
        Assert.Empty((await TamperTests.FaultsAsync(store, "acme")).Faults);
        Assert.Empty((await TamperTests.FaultsAsync(store, "acme", new(1, 99))).Faults);
        Assert.Equal("clean", (await store.ExportVerdictAsync()).ToString());
    }
}
