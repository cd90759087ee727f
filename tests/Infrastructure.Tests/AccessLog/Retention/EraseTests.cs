using Enterprise.Application.AccessLog.Reading;
using Enterprise.Domain.AccessLog;
using Enterprise.Testing;
using Enterprise.VerifiableLog.Integrity;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog.Retention;

/// <summary>A person is forgotten; what happened is not.</summary>
public sealed class EraseTests
{
    // Of this test alone: the tests' databases share one server, whose write-ahead log is looked through too.
    private readonly string _mail = $"greta.{Guid.NewGuid():N}@acme.example";
    private readonly string _id = $"{Guid.NewGuid():N}-greta-gone";
    private readonly string _oldName = $"maiden.{Guid.NewGuid():N}@acme.example";
    private readonly string _address = $"203.0.113.{Random.Shared.Next(10, 256)}-{Guid.NewGuid():N}";

    [Theory, OnSqlite, OnPostgres]
    public async Task Names_mail_id_and_address_are_nowhere_in_the_files_and_the_chain_is_as_it_was(LogDatabase on)
    {
        await using var store = await LogStore.StartAsync(on);
        await AddAsync(store, 3_000);
        var chain = store.Read(Hashes(on));
        string[] traces = [_mail, _id, _oldName, _address, Uri.EscapeDataString(_mail)];
        Assert.All(store.Grep(traces), text => Assert.NotEqual(0, text.Value));
        if (on == LogDatabase.Postgres)
        {
            store.Read("ANALYZE"); // As the server does by itself: the planner's statistics hold what is frequent.
            Assert.Equal("True",
                store.Read($"SELECT most_common_vals::text LIKE '%{_id}%' FROM pg_stats WHERE tablename = 'subjects' AND attname = "
                + "'userid'"));
        }

        var plan = await store.Operator.PlanEraseAsync(Kept.Acme, _id, "ticket 4711");
        Assert.Equal((1, 2, 30L, 2L, false, false), (plan.Ids, plan.Names, plan.Entries, plan.Details, plan.IsHeld, plan.IsReasonNaming));
        var done = await store.Operator.EraseAsync(Kept.Acme, _id, "ticket 4711");

        Assert.Equal((30L, 2L, on == LogDatabase.Sqlite ? 0 : null, null), (done.Entries, done.Details, done.Traces, done.Rest));
        Assert.All(store.Grep(traces), text => Assert.Equal(0, text.Value));
        await store.SealedAsync();
        Assert.Equal(chain, store.Read(Hashes(on)));
        Assert.Equal("3004", store.Read("SELECT count(*) FROM Entries"));
        Assert.Equal("EraseUser|32|olga|",
            store.Read("SELECT Action || '|' || Items || '|' || UserName || '|' || coalesce(Resource, '') FROM Entries JOIN Subjects "
            + "USING (Position) WHERE RequestId = 'command-1'"));
        Assert.Contains("\nentries 32\nreason ticket 4711\n", store.Read("SELECT Text FROM Statements WHERE Kind = 'erase'"),
            StringComparison.Ordinal);
        Assert.Empty(await store.FaultsAsync());
        store.AssertGuarded();
    }

    [Fact]
    public async Task A_copy_in_free_space_is_found_and_the_file_written_anew()
    {
        await using var store = await LogStore.StartAsync();
        await store.Log.AppendAsync(LogStore.Entry("here", user: _mail));
        store.Read($"PRAGMA secure_delete=OFF; CREATE TABLE Scratch (Text TEXT); INSERT INTO Scratch VALUES ('{_mail}'); DELETE FROM "
            + "Scratch");

        var done = await store.Operator.EraseAsync(Kept.Acme, _mail, "asked");

        Assert.True(done.IsRebuilt);
        Assert.Equal(0, done.Traces);
        Assert.Equal(0, store.Grep(_mail)[_mail]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Somebody_else_of_the_same_name_in_another_tenant_stays(LogDatabase on)
    {
        await using var store = await LogStore.StartAsync(on);
        await store.Log.AppendAsync(LogStore.Entry("here", user: _mail));
        await store.Log.AppendAsync(LogStore.Entry("there", tenant: "borealis", user: _mail));

        await store.Operator.EraseAsync(Kept.Acme, _mail, "asked");

        Assert.Equal("there",
            store.Read($"SELECT string_agg(RequestId, ',') FROM Entries JOIN Subjects USING (Position) WHERE UserName = '{_mail}'"));
        Assert.Empty(await store.FaultsAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_reason_that_names_the_person_is_refused_and_the_attempt_recorded(LogDatabase on)
    {
        await using var store = await LogStore.StartAsync(on);
        await AddAsync(store, 100);

        Assert.True((await store.Operator.PlanEraseAsync(Kept.Acme, _id, $"{_mail} asked")).IsReasonNaming);
        var refusal = await Assert.ThrowsAsync<Application.AccessLog.Retention.RetentionRefusedException>(
            () => store.Operator.EraseAsync(Kept.Acme, _id, $"{_mail} asked"));
        Assert.Equal("reason_names_person", refusal.Reason);
        Assert.Equal("0", store.Read("SELECT count(*) FROM Statements"));
        Assert.Equal("EraseUser|Denied|reason_names_person",
            store.Read("SELECT Action || '|' || Outcome || '|' || Reason FROM Entries WHERE RequestId = 'command-1'"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Old_entries_keep_a_keyed_hash_in_place_of_the_person(LogDatabase on)
    {
        await using var store = await LogStore.StartAsync(on);
        var now = store.Clock.GetUtcNow();
        await store.Log.AppendAsync(LogStore.Entry("old", now.AddDays(-40)) with { Detail = "search=pump" });
        await store.Log.AppendAsync(LogStore
            .Entry("old-reading", now.AddDays(-40), user: _mail) with { Detail = "user=anna%40acme.example" });
        await store.Log.AppendAsync(LogStore.Entry("new", now.AddDays(-20)));
        await store.SealedAsync();

        var plan = Assert.Single(await store.Operator.PlanPseudonymiseAsync(30));
        Assert.Equal(("acme", 2L), (plan.Scope.ToString(), plan.Entries));
        await store.Operator.PseudonymiseAsync(plan);
        Assert.Null(await store.Operator.WipeAsync(isRebuilt: true));

        Assert.Equal("new,command-1",
            store.Read("SELECT string_agg(RequestId, ',' ORDER BY Position) FROM Entries JOIN Subjects USING (Position)"));
        Assert.Equal("2", store.Read("SELECT count(DISTINCT UserKey) FROM Pseudonyms"));
        Assert.Equal("search=pump", store.Read("SELECT string_agg(Text, ',') FROM Details"));
        Assert.Equal(0, store.Grep(_mail)[_mail]);

        var found = await store.Log
            .SearchAsync(LogStore.Reader(), new AccessFilter { User = "id-of-anna@acme.example" }, before: null, size: 10,
            CancellationToken.None);
        Assert.Equal(["new", "old"], found.Select(logged => logged.Entry.RequestId));
        var erased = await store.Operator.EraseAsync(Kept.Acme, $"id-of-{_mail}", "asked");
        Assert.Equal(on == LogDatabase.Sqlite ? 0 : null, erased.Traces);
        Assert.Empty(await store.FaultsAsync());
        Assert.Equal("1", store.Read("SELECT count(*) FROM Pseudonyms"));
        store.AssertGuarded();
    }

    private static string Hashes(LogDatabase on) =>
        $"SELECT string_agg({(on == LogDatabase.Sqlite ? "hex(Hash)" : "encode(Hash, 'hex')")}, ',' ORDER BY Sequence) FROM Seals WHERE "
            + "Tenant = 'acme' AND Sequence <= 3003";

    /// <summary>Many people, among them one under two names, and two colleagues who looked for that one.</summary>
    private async Task AddAsync(LogStore store, int number)
    {
        var random = new Random(7);
        await Task.WhenAll(Enumerable.Range(0, number).Select(index => store.Log.AppendAsync(
            LogStore.Entry($"r-{index}", user: $"{random.Next():x8}@acme.example") with { Subject = SubjectOf(index, random) })));
        await store.Log.AppendAsync(LogStore.Entry("read-1") with { Detail = $"user={Uri.EscapeDataString(_mail)}&size=25" });
        await store.Log.AppendAsync(LogStore.Entry("read-2") with { Detail = $"user={_id}" });
        await store.Log.AppendAsync(LogStore.Entry("read-3") with { Detail = "user=somebody.else" });
        await store.SealedAsync();
        Assert.Equal(Chain.HashLength.ToString(System.Globalization.CultureInfo.InvariantCulture),
            store.Read("SELECT max(length(Hash)) FROM Seals"));
    }

    private Subject SubjectOf(int index, Random random) => index % 100 == 50
        ? new(_id, index % 200 == 50 ? _mail : _oldName, _address, null, false, "curl/8")
        : new($"{random.Next():x8}-id", $"{random.Next():x8}.{random.Next():x8}@acme.example", $"192.0.2.{index % 250}", null, false,
            "curl/8");
}
