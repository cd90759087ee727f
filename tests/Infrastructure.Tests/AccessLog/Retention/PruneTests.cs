using Enterprise.Application.AccessLog.Retention;
using Enterprise.Infrastructure.AccessLog.Retention;
using Enterprise.Testing;
using Microsoft.Extensions.Options;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog.Retention;

/// <summary>Old entries go, from the first on, and never one from the middle.</summary>
public sealed class PruneTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task What_is_older_than_the_retention_goes_up_to_the_first_that_is_not(LogDatabase on)
    {
        await using var store = await LogStore.StartAsync(on);
        store.Get<IOptions<RetentionOptions>>().Value.Tenants["borealis"] = 100;
        await store.AddAsync("acme", 500, 450, 399, 410, 1);
        await store.AddAsync("borealis", 120, 99, 101);
        await store.AddAsync("ferrum", 399);

        var plans = await store.Operator.PlanPruneAsync();
        Assert.Equal([("acme", 2L, 2L, 400), ("borealis", 1L, 1L, 100)],
            plans.Select(plan => (plan.Scope.ToString(), plan.Last, plan.Entries, plan.Days)));
        Assert.Equal("9", store.Read("SELECT count(*) FROM Entries"));

        foreach (var plan in plans)
        {
            await store.Operator.PruneAsync(plan);
        }

        Assert.Equal("acme-1,acme-399,acme-410,command-1",
            store.Read("SELECT string_agg(RequestId, ',' ORDER BY RequestId) FROM Entries WHERE Tenant = 'acme'"));
        Assert.Equal("2", store.Read("SELECT min(Sequence) FROM Seals WHERE Tenant = 'acme'"));
        Assert.Equal(store.Read("SELECT count(*) FROM Entries"), store.Read("SELECT count(*) FROM Subjects"));
        Assert.Equal("PruneAccessLog|2|olga",
            store.Read("SELECT Action || '|' || Items || '|' || UserName FROM Entries JOIN Subjects USING (Position) WHERE Entries.Tenant "
            + "= 'acme' AND RequestId = 'command-1'"));
        Assert.Contains("sequence 2\n", store.Read("SELECT Text FROM Statements WHERE Kind = 'prune' AND Tenant = 'acme'"),
            StringComparison.Ordinal);
        store.AssertGuarded();
        Assert.Empty(await store.Operator.PlanPruneAsync());
        Assert.Empty(await store.FaultsAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_run_that_was_broken_off_leaves_a_chain_with_an_anchor_and_the_next_one_finishes_without_a_second_statement(
        LogDatabase on)
    {
        await using var store = await LogStore.StartAsync(on);
        await store.AddAsync("acme", [.. Enumerable.Repeat(500, 900), 1]);
        var plan = Assert.Single(await store.Operator.PlanPruneAsync());
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Operator.PruneAsync(plan, new Stopper(stop), stop.Token));

        var first = long.Parse(store.Read("SELECT min(Sequence) FROM Seals")!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(first, 1, 899);
        Assert.Equal("0", store.Read($"SELECT count(*) FROM Entries JOIN Seals USING (Position) WHERE Sequence <= {first}"));
        Assert.Equal("1", store.Read($"SELECT count(*) FROM Entries JOIN Seals USING (Position) WHERE Sequence = {first + 1}"));

        Assert.Empty(await store.FaultsAsync());
        plan = Assert.Single(await store.Operator.PlanPruneAsync());
        await store.Operator.PruneAsync(plan);
        Assert.Equal("900", store.Read("SELECT min(Sequence) FROM Seals"));
        Assert.Equal("2", store.Read("SELECT count(*) FROM Entries"));
        Assert.Equal("1", store.Read("SELECT count(*) FROM Statements"));
        Assert.Empty(await store.FaultsAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_held_tenant_loses_nothing_until_it_is_released_and_the_attempt_is_recorded(LogDatabase on)
    {
        await using var store = await LogStore.StartAsync(on);
        await store.AddAsync("acme", 500, 1);
        var acme = LogScope.Of(Kept.Acme);
        await store.Operator.HoldAsync(acme, "case 7");
        await store.Operator.HoldAsync(LogScope.All, "case 8");
        var plan = Assert.Single(await store.Operator.PlanPruneAsync());

        Assert.True(plan.IsHeld);
        Assert.Equal("already_held", (await Refused(() => store.Operator.HoldAsync(acme, "again"))).Reason);
        await store.Operator.ReleaseAsync(acme, "case 7 closed");
        Assert.Equal("legal_hold", (await Refused(() => store.Operator.PruneAsync(plan))).Reason);
        Assert.Equal("legal_hold", (await Refused(() => store.Operator.EraseAsync(Kept.Acme, "id-of-anna@acme.example", "asked"))).Reason);
        Assert.Equal("2", store
            .Read("SELECT count(*) FROM Entries WHERE Outcome = 'Denied' AND Reason = 'legal_hold' AND Tenant = 'acme'"));
        Assert.Equal("0", store.Read("SELECT count(*) FROM Statements WHERE Kind IN ('prune', 'erase')"));

        await store.Operator.ReleaseAsync(LogScope.All, "case 8 closed");
        Assert.Equal("not_held", (await Refused(() => store.Operator.ReleaseAsync(LogScope.All, "again"))).Reason);
        await store.Operator.PruneAsync(plan);
        Assert.Equal("0", store.Read("SELECT count(*) FROM Entries WHERE RequestId = 'acme-500'"));
    }

    private static Task<RetentionRefusedException> Refused(Func<Task> deed) => Assert.ThrowsAsync<RetentionRefusedException>(deed);

    private sealed class Stopper(CancellationTokenSource stop) : IProgress<long>
    {
        public void Report(long value) => stop.Cancel();
    }
}
