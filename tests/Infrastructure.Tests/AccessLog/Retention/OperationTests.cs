using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Retention;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog.Retention;

/// <summary>After whatever an operator may do to a log both verifiers find it whole: this code, and the stranger's with Python.</summary>
public sealed class OperationTests
{
    [PythonTheory, OnSqlite, OnPostgres]
    public async Task After_each_deed_of_an_operator_both_verifiers_find_nothing(LogDatabase on)
    {
        await using var store = await LogStore.StartAsync(on);
        await store.AddAsync("acme", 500, 450, 40, 35, 20, 10, 1);
        await store.Log.AppendAsync(LogStore.Entry("read", store.Clock.GetUtcNow(), user: "clara@acme.example") with { Detail = "user=anna%40acme.example" });
        var acme = LogScope.Of(Kept.Acme);
        var keeper = store.Keeper();

        await JudgeAsync(store);
        await keeper.HoldAsync(acme, "case 7", Kept.Operator, CancellationToken.None);
        await Assert.ThrowsAsync<RetentionRefusedException>(() => keeper.EraseAsync(Kept.Acme, "anna@acme.example", "asked", Kept.Operator, Kept.Silent, CancellationToken.None));
        await JudgeAsync(store);
        await keeper.ReleaseAsync(acme, "closed", Kept.Operator, CancellationToken.None);
        await JudgeAsync(store);
        await keeper.PruneAsync(Assert.Single(await keeper.PlanPruneAsync(CancellationToken.None)), Kept.Operator, Kept.Silent, CancellationToken.None);
        await JudgeAsync(store);
        await keeper.PseudonymiseAsync(Assert.Single(await keeper.PlanPseudonymiseAsync(30, CancellationToken.None)), Kept.Operator, Kept.Silent, CancellationToken.None);
        await JudgeAsync(store);
        await keeper.EraseAsync(Kept.Acme, "anna@acme.example", "asked", Kept.Operator, Kept.Silent, CancellationToken.None);
        await JudgeAsync(store);
        await store.Get<IKeyRotation>().RotateAsync(CancellationToken.None);
        await store.AddAsync("acme", 0);
        await JudgeAsync(store);

        Assert.Equal("2", store.Read("SELECT min(Sequence) FROM Seals WHERE Tenant = 'acme'"));
        Assert.Equal("hold,release,prune,pseudonymise,erase,new-key", store.Read("SELECT string_agg(Kind, ',' ORDER BY Number) FROM Statements"));
        Assert.Equal("0", store.Read("SELECT count(*) FROM Subjects WHERE UserName = 'anna@acme.example' AND Position < (SELECT max(Position) FROM Subjects)"));
    }

    private static async Task JudgeAsync(LogStore store)
    {
        Assert.Empty(await store.FaultsAsync());
        Assert.Equal("clean", (await store.ExportVerdictAsync()).ToString());
    }
}
