using System.Text.RegularExpressions;
using Enterprise.Application.AccessLog.Reading;
using Enterprise.Domain.AccessLog;
using Enterprise.Infrastructure.AccessLog;
using Enterprise.VerifiableLog;
using Enterprise.VerifiableLog.Search;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog;

/// <summary>
/// Every filter begins at an index that ends with the time, so that a page costs the same in a log of any size: nothing is scanned and
/// nothing is sorted.
/// </summary>
public sealed partial class PlanTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly LogPlace Place = new(1_769_852_527_000_000, 42);

    public static TheoryData<AccessFilter, string[]> Filters => new()
    {
        { new(), ["IX_Entries_Tenant_At"] },
        { new() { From = Noon, Until = Noon.AddDays(1) }, ["IX_Entries_Tenant_At"] },
        { new() { User = "anna" }, ["IX_Subjects_Tenant_UserId_At", "IX_Subjects_Tenant_UserName_At"] },
        { new() { User = "anna", From = Noon, IsRefused = true }, ["IX_Subjects_Tenant_UserId_At", "IX_Subjects_Tenant_UserName_At"] },
        { new() { User = "anna", Address = "192.0.2.7" }, ["IX_Subjects_Tenant_UserId_At", "IX_Subjects_Tenant_UserName_At"] },
        { new() { User = "anna", Actions = [AccessAction.ViewAsset] }, ["IX_Subjects_Tenant_UserId_At", "IX_Subjects_Tenant_UserName_At"] },
        { new() { Address = "192.0.2.7" }, ["IX_Subjects_Tenant_Address_At", "IX_Subjects_Tenant_Forwarded_At"] },
        { new() { Actions = [AccessAction.ExportAccessLog] }, ["IX_Entries_Tenant_Action_At"] },
        { new() { Actions = [AccessAction.ExportAccessLog, AccessAction.EraseUser] },
            ["IX_Entries_Tenant_Action_At", "IX_Entries_Tenant_Action_At"] },
        { new() { User = "anna", Actions = [AccessAction.ViewAsset, AccessAction.ListAssets] },
            ["IX_Subjects_Tenant_UserId_At", "IX_Subjects_Tenant_UserName_At"] },
        { new() { Asset = "x", Actions = [AccessAction.ViewAsset, AccessAction.OpenPage] },
            ["IX_Entries_Tenant_Resource_At", "IX_Entries_Tenant_Resource_At"] },
        { new() { Outcomes = [AccessOutcome.Failed] }, ["IX_Entries_Tenant_Outcome_At"] },
        { new() { Outcomes = [AccessOutcome.Denied, AccessOutcome.Failed] }, ["IX_Entries_Outcome_NotGranted"] },
        { new() { Outcomes = [AccessOutcome.Granted, AccessOutcome.Failed] }, ["IX_Entries_Tenant_At"] },
        { new() { Reason = "x", Outcomes = [AccessOutcome.Granted, AccessOutcome.Denied] }, ["IX_Entries_Tenant_Reason_At"] },
        { new() { IsRefused = true }, ["IX_Entries_Outcome_NotGranted"] },
        { new() { Reason = "role_missing" }, ["IX_Entries_Tenant_Reason_At"] },
        { new() { Asset = "x" }, ["IX_Entries_Tenant_Resource_At"] },
        { new() { Asset = "x", IsRefused = true, Actions = [AccessAction.ViewAsset] }, ["IX_Entries_Tenant_Resource_At"] },
        { new() { RequestId = "r-1" }, ["IX_Entries_Tenant_RequestId_At"] },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Every_filter_walks_one_index_in_the_order_of_time(AccessFilter filter, string[] indexes)
    {
        await using var store = await LogStore.StartAsync();
        foreach (var before in new LogPlace?[] { null, Place })
        {
            var scans = await PlansAsync(store, context => IndexScans.Of(context, LogStore.Reader().For(filter))
                .Select(scan => scan.Newest(before, 51)));
            Assert.Equal(indexes.Length, scans.Count);
            Assert.All(indexes.Zip(scans), scan => AssertWalks(scan.Second, scan.First));
        }
    }

    [Fact]
    public async Task Where_few_entries_are_known_only_these_are_looked_at()
    {
        await using var store = await LogStore.StartAsync();
        long[] few = [1, 2, 3];
        foreach (var filter in new AccessFilter[] { new() { User = "anna", IsRefused = true },
            new() { Address = "192.0.2.7", Actions = [AccessAction.ViewAsset, AccessAction.OpenPage] },
            new() { Asset = "x", Reason = "y" } })
        {
            var plans = await PlansAsync(store, context => SelectiveFilter.Among(context, LogStore.Reader().For(filter), few, null));
            Assert.All(plans, plan =>
                Assert.True(plan.Contains("INTEGER PRIMARY KEY (rowid=?)", StringComparison.Ordinal)
                && !plan.Contains("IX_", StringComparison.Ordinal), plan));
        }
    }

    [Fact]
    public async Task A_reader_of_a_subtenant_walks_the_subtenants_index()
    {
        await using var store = await LogStore.StartAsync();
        var scans = await PlansAsync(store, context => IndexScans.Of(context, LogStore.Reader(subtenant: "north").For(new()))
            .Select(scan => scan.Newest(Place, 51)));
        AssertWalks(Assert.Single(scans), "IX_Entries_Tenant_Subtenant_At");
    }

    [Fact]
    public async Task A_query_that_no_index_serves_is_seen_to_scan_or_to_sort()
    {
        await using var store = await LogStore.StartAsync();
        var plans = await PlansAsync(store, context => 
        [
            IndexScans.Place(context.Entries.Where(row => EF.Property<long>(row, "Items") > 3)),
            IndexScans.Place(context.Entries.Where(row => row.Tenant == "acme").OrderBy(row => EF.Property<long>(row, "Items"))),
        ]);
        Assert.Matches(Scan(), plans[0]);
        Assert.Contains("TEMP B-TREE", plans[1], StringComparison.Ordinal);
    }

    private static void AssertWalks(string plan, string index)
    {
        Assert.True(plan.Contains(index, StringComparison.Ordinal), $"{index} is not used:\n{plan}");
        Assert.False(Scan().IsMatch(plan) || plan.Contains("TEMP B-TREE", StringComparison.Ordinal), plan);
    }

    private static async Task<IReadOnlyList<string>> PlansAsync(LogStore store, Func<LogContext, IEnumerable<IQueryable<Placed>>> queries)
    {
        await using var context = await store.Contexts.CreateDbContextAsync();
        return [.. queries(context).Select(query => query.ToQueryString()).Select(sql => PlanOf(store, sql))];
    }

    private static string PlanOf(LogStore store, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={store.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        var statement = sql[sql.IndexOf("SELECT", StringComparison.Ordinal)..];
        command.CommandText = $"EXPLAIN QUERY PLAN {statement}";
        foreach (var name in Parameter().Matches(statement).Select(match => match.Value).Distinct(StringComparer.Ordinal))
        {
            command.Parameters.AddWithValue(name, 1);
        }

        using var reader = command.ExecuteReader();
        var plan = new List<string>();
        while (reader.Read())
        {
            plan.Add(reader.GetString(3));
        }

        return string.Join('\n', [.. plan, statement]);
    }

    /// <summary>A whole table; what an inner query of one page has given is no table.</summary>
    [GeneratedRegex(@"^SCAN (?![es]0$)", RegexOptions.Multiline)]
    private static partial Regex Scan();

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();
}
