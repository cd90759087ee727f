using Enterprise.Domain.AccessLog;
using Enterprise.Domain.AccessLog.Integrity;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog.Keeping;

/// <summary>A person is forgotten; what happened is not.</summary>
public sealed class EraseTests
{
    private const string Mail = "greta.gone@acme.example";
    private const string Id = "3f9c1d2e-greta-gone";
    private const string OldName = "greta.maiden@acme.example";
    private const string Address = "203.0.113.77";

    [Fact]
    public async Task Names_mail_id_and_address_are_nowhere_in_the_files_and_the_chain_is_as_it_was()
    {
        await using var store = await LogStore.StartAsync();
        await AddAsync(store, 3_000);
        var chain = store.Read("SELECT group_concat(hex(Hash)) FROM (SELECT Hash FROM Seals WHERE Tenant = 'acme' ORDER BY Sequence)");
        Assert.All(store.Grep(Mail, Id, OldName, Address, "greta.gone%40acme.example"), text => Assert.NotEqual(0, text.Value));

        var plan = await store.Keeper().PlanEraseAsync(Kept.Acme, Id, CancellationToken.None);
        Assert.Equal((1, 2, 30L, 2L, false), (plan.Ids, plan.Names, plan.Entries, plan.Details, plan.IsHeld));
        var done = await store.Keeper().EraseAsync(Kept.Acme, Id, "ticket 4711", Kept.Operator, Kept.Silent, CancellationToken.None);

        Assert.Equal((30L, 2L, 0L), (done.Entries, done.Details, done.Traces));
        Assert.All(store.Grep(Mail, Id, OldName, Address, "greta.gone%40acme.example"), text => Assert.Equal(0, text.Value));
        Assert.Equal(chain, store.Read("SELECT group_concat(hex(Hash)) FROM (SELECT Hash FROM Seals WHERE Tenant = 'acme' ORDER BY Sequence LIMIT 3003)"));
        Assert.Equal("3004", store.Read("SELECT count(*) FROM Entries"));
        Assert.Equal("EraseUser|32|olga|", store.Read("SELECT Action || '|' || Items || '|' || UserName || '|' || coalesce(Resource, '') FROM Entries JOIN Subjects USING (Position) WHERE RequestId = 'command-1'"));
        Assert.Contains("\nentries 32\nreason ticket 4711\nkey ", store.Read("SELECT Text FROM Statements WHERE Kind = 'erase'"), StringComparison.Ordinal);
        Assert.Empty(await store.FaultsAsync());
        Assert.Equal("16", store.Read("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"));
    }

    [Fact]
    public async Task A_copy_in_free_space_is_found_and_the_file_written_anew()
    {
        await using var store = await LogStore.StartAsync();
        await store.Log.AppendAsync(LogStore.Entry("here", user: Mail));
        store.Read($"PRAGMA secure_delete=OFF; CREATE TABLE Scratch (Text TEXT); INSERT INTO Scratch VALUES ('{Mail}'); DELETE FROM Scratch");

        var done = await store.Keeper().EraseAsync(Kept.Acme, Mail, "asked", Kept.Operator, Kept.Silent, CancellationToken.None);

        Assert.True(done.IsRebuilt);
        Assert.Equal(0, done.Traces);
        Assert.Equal(0, store.Grep(Mail)[Mail]);
    }

    [Fact]
    public async Task Somebody_else_of_the_same_name_in_another_tenant_stays()
    {
        await using var store = await LogStore.StartAsync();
        await store.Log.AppendAsync(LogStore.Entry("here", user: Mail));
        await store.Log.AppendAsync(LogStore.Entry("there", tenant: "borealis", user: Mail));

        await store.Keeper().EraseAsync(Kept.Acme, Mail, "asked", Kept.Operator, Kept.Silent, CancellationToken.None);

        Assert.Equal("there", store.Read($"SELECT group_concat(RequestId) FROM Entries JOIN Subjects USING (Position) WHERE UserName = '{Mail}'"));
    }

    [Fact]
    public async Task A_reason_that_names_the_person_is_refused()
    {
        await using var store = await LogStore.StartAsync();
        await AddAsync(store, 100);

        var refusal = await Assert.ThrowsAsync<Application.AccessLog.Keeping.KeepingRefusedException>(
            () => store.Keeper().EraseAsync(Kept.Acme, Id, $"{Mail} asked", Kept.Operator, Kept.Silent, CancellationToken.None));
        Assert.Equal("reason_names_person", refusal.Reason);
        Assert.Equal("0", store.Read("SELECT count(*) FROM Statements"));
    }

    [Fact]
    public async Task Old_entries_keep_a_keyed_hash_in_place_of_the_person()
    {
        await using var store = await LogStore.StartAsync();
        var now = store.Clock.GetUtcNow();
        await store.Log.AppendAsync(LogStore.Entry("old", now.AddDays(-40)) with { Detail = "search=pump" });
        await store.Log.AppendAsync(LogStore.Entry("old-reading", now.AddDays(-40), user: "clara@acme.example") with { Detail = "user=anna%40acme.example" });
        await store.Log.AppendAsync(LogStore.Entry("new", now.AddDays(-20)));

        var plan = Assert.Single(await store.Keeper().PlanPseudonymiseAsync(30, CancellationToken.None));
        Assert.Equal(("acme", 2L), (plan.Scope.ToString(), plan.Entries));
        await store.Keeper().PseudonymiseAsync(plan, Kept.Operator, Kept.Silent, CancellationToken.None);
        await store.Keeper().WipeAsync(isRebuilt: true, CancellationToken.None);

        Assert.Equal("new,command-1", store.Read("SELECT group_concat(RequestId) FROM (SELECT RequestId FROM Entries JOIN Subjects USING (Position) ORDER BY Position)"));
        Assert.Equal("2", store.Read("SELECT count(DISTINCT UserKey) FROM Pseudonyms"));
        Assert.Equal("search=pump", store.Read("SELECT group_concat(Text) FROM Details"));
        Assert.Equal(0, store.Grep("clara@acme.example")["clara@acme.example"]);

        var erased = await store.Keeper().EraseAsync(Kept.Acme, "id-of-clara@acme.example", "asked", Kept.Operator, Kept.Silent, CancellationToken.None);
        Assert.Equal(0, erased.Traces);
        Assert.Empty(await store.FaultsAsync());
        Assert.Equal("1", store.Read("SELECT count(*) FROM Pseudonyms"));
    }

    /// <summary>Many people, among them one under two names, and two colleagues who looked for that one.</summary>
    private static async Task AddAsync(LogStore store, int number)
    {
        var random = new Random(7);
        await Task.WhenAll(Enumerable.Range(0, number).Select(index => store.Log.AppendAsync(
            LogStore.Entry($"r-{index}", user: $"{random.Next():x8}@acme.example") with { Subject = SubjectOf(index, random) })));
        await store.Log.AppendAsync(LogStore.Entry("read-1") with { Detail = "user=greta.gone%40acme.example&size=25" });
        await store.Log.AppendAsync(LogStore.Entry("read-2") with { Detail = $"user={Id}" });
        await store.Log.AppendAsync(LogStore.Entry("read-3") with { Detail = "user=somebody.else" });
        Assert.Equal(Chain.HashLength.ToString(System.Globalization.CultureInfo.InvariantCulture), store.Read("SELECT max(length(Hash)) FROM Seals"));
    }

    private static Subject SubjectOf(int index, Random random) => index % 100 == 50
        ? new(Id, index % 200 == 50 ? Mail : OldName, Address, null, false, "curl/8")
        : new($"{random.Next():x8}-id", $"{random.Next():x8}.{random.Next():x8}@acme.example", $"192.0.2.{index % 250}", null, false, "curl/8");
}
