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
        await store.Log.AppendAsync(LogStore
            .Entry("read", store.Clock.GetUtcNow(), user: "clara@acme.example") with { Detail = "user=anna%40acme.example" });
        var acme = LogScope.Of(Kept.Acme);
        var by = store.Operator;

        await JudgeAsync(store);
        await by.HoldAsync(acme, "case 7");
        await Assert.ThrowsAsync<RetentionRefusedException>(() => by.EraseAsync(Kept.Acme, "anna@acme.example", "asked"));
        await JudgeAsync(store);
        await by.ReleaseAsync(acme, "closed");
        await JudgeAsync(store);
        await by.PruneAsync(Assert.Single(await by.PlanPruneAsync()));
        await JudgeAsync(store);
        await by.PseudonymiseAsync(Assert.Single(await by.PlanPseudonymiseAsync(30)));
        await JudgeAsync(store);
        await by.EraseAsync(Kept.Acme, "anna@acme.example", "asked");
        await JudgeAsync(store);
        await store.Operator.RotateKeyAsync();
        await store.AddAsync("acme", 0);
        await JudgeAsync(store);

        Assert.Equal("2", store.Read("SELECT min(Sequence) FROM Seals WHERE Tenant = 'acme'"));
        Assert.Equal("hold,release,prune,pseudonymise,erase,new-key",
            store.Read("SELECT string_agg(Kind, ',' ORDER BY Number) FROM Statements"));
        Assert.Equal("0", store
            .Read("SELECT count(*) FROM Subjects WHERE UserName = 'anna@acme.example' AND Position < (SELECT max(Position) FROM "
            + "Subjects)"));
    }

    private static async Task JudgeAsync(LogStore store)
    {
        Assert.Empty(await store.FaultsAsync());
        Assert.Equal("clean", (await store.ExportVerdictAsync()).ToString());
    }
}
