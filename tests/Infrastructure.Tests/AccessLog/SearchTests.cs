using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Reading;
using Enterprise.Domain.AccessLog;
using Enterprise.Testing;
using Enterprise.VerifiableLog.Search;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog;

/// <summary>Reading the log: newest first, page by page, of one tenant.</summary>
public sealed class SearchTests
{
    private static readonly AccessFilter Everything = new();
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Theory, OnSqlite, OnPostgres]
    public async Task The_newest_comes_first_and_in_one_microsecond_the_last_that_was_written(LogDatabase on)
    {
        await using var store = await LogStore.StartAsync(on);
        await Append(
            store, LogStore.Entry("a", Noon), LogStore.Entry("b", Noon), LogStore.Entry("early", Noon.AddTicks(-10)),
                LogStore.Entry("late", Noon.AddTicks(10)), LogStore.Entry("c", Noon));

        Assert.Equal(["late", "c", "b", "a", "early"], await Search(store, Everything));
    }

    [Theory]
    [OnSqlite(1), OnSqlite(2), OnSqlite(3), OnSqlite(7)]
    [OnPostgres(1), OnPostgres(3)]
    public async Task Pages_within_one_microsecond_show_every_entry_once_while_others_arrive(LogDatabase on, int size)
    {
        await using var store = await LogStore.StartAsync(on);
        await Append(store, [.. Enumerable.Range(0, 10).Select(number => LogStore.Entry($"r-{number}", Noon))]);
        await Append(store, LogStore.Entry("older", Noon.AddDays(-1)));

        var seen = new List<string>();
        EntryCursor? before = null;
        while (await store.Log.SearchAsync(LogStore.Reader(), Everything, before, size, CancellationToken.None) is { Count: > 0 } page)
        {
            Assert.True(page.Count <= size);
            seen.AddRange(page.Select(logged => logged.Entry.RequestId));
            before = page[^1].Cursor;
            await Append(store, LogStore.Entry("arrived", Noon), LogStore.Entry("arrived", Noon.AddDays(1)));
        }

        Assert.Equal([.. Enumerable.Range(0, 10).Reverse().Select(number => $"r-{number}"), "older"], seen);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_tenant_reads_its_own_entries_and_a_subtenant_its_part_of_them(LogDatabase on)
    {
        await using var store = await LogStore.StartAsync(on);
        await Append(
            store, LogStore.Entry("whole"), LogStore.Entry("north", subtenant: "north"), LogStore.Entry("south", subtenant: "south"),
                LogStore.Entry("other", tenant: "borealis"),
            LogStore.Entry("other north", tenant: "borealis", subtenant: "north"), LogStore.Entry("nobody's") with { Tenant = null });

        Assert.Equal(["south", "north", "whole"], await Search(store, Everything));
        Assert.Equal(["north"], await Search(store, Everything, subtenant: "north"));
        Assert.Equal(["other north", "other"], await Search(store, Everything, tenant: "borealis"));
        Assert.Empty(await Search(store, Everything, tenant: "acm"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Every_condition_counts(LogDatabase on)
    {
        await using var store = await LogStore.StartAsync(on);
        await Append(
            store, LogStore.Entry("anna", Noon), LogStore.Entry("bert", Noon.AddDays(1), user: "bert@acme.example"),
            LogStore.Entry("refused", Noon.AddDays(2)) with { Action = AccessAction.ViewAsset, Outcome = AccessOutcome.Denied });

        Assert.Equal(["bert"], await Search(store, Everything with { User = "bert@acme.example" }));
        Assert.Equal(["bert"], await Search(store, Everything with { User = "id-of-bert@acme.example" }));
        Assert.Empty(await Search(store, Everything with { User = "bert%" }));
        Assert.Equal(["refused"], await Search(store, Everything with { Actions = [AccessAction.ViewAsset] }));
        Assert.Equal(["refused"], await Search(store, Everything with { Outcomes = [AccessOutcome.Denied] }));
        Assert.Equal(["refused", "bert", "anna"],
            await Search(store, Everything with { Actions = [AccessAction.ViewAsset, AccessAction.ListAssets, AccessAction.EraseUser] }));
        Assert.Equal(["refused"],
            await Search(store, Everything with { Actions =
            [AccessAction.ViewAsset, AccessAction.EraseUser, AccessAction.OpenPage, AccessAction.ChangeKey] }));
        Assert.Equal(["refused"], await Search(store, Everything with { Outcomes = [AccessOutcome.Denied, AccessOutcome.Failed] }));
        Assert.Equal(["bert", "anna"], await Search(store, Everything with { Outcomes = [AccessOutcome.Granted, AccessOutcome.Failed] }));
        Assert.Empty(await Search(store, Everything with { Outcomes = [AccessOutcome.Granted, AccessOutcome.Failed], IsRefused = true }));
        Assert.Equal(["refused", "bert"], await Search(store, Everything with { From = Noon.AddDays(1) }));
        Assert.Equal(["anna"], await Search(store, Everything with { Until = Noon.AddDays(1) }));
        Assert.Equal(["bert"], await Search(store, Everything with { From = Noon.AddDays(1), Until = Noon.AddDays(2) }));
        Assert.Empty(await Search(store, Everything with { User = "bert@acme.example", Outcomes = [AccessOutcome.Denied] }));
    }

    [Theory]
    [OnSqlite(40), OnSqlite(SelectiveFilter.Most * 3 / 2)]
    [OnPostgres(40), OnPostgres(SelectiveFilter.Most * 3 / 2)]
    public async Task Conditions_together_find_the_same_whether_they_hold_for_few_or_for_many(LogDatabase on, int number)
    {
        await using var store = await LogStore.StartAsync(on);
        var entries = Enumerable.Range(0, number)
            .Select(index => LogStore
            .Entry($"r-{index}", Noon.AddSeconds(index), user: index % 4 == 0 ? "bert@acme.example" : "anna@acme.example") with
        {
            Action = index % 5 == 0 ? AccessAction.ListAssets : AccessAction.ViewAsset, Resource = index == 17 ? "rare" : "often",
        }).ToList();
        await Task.WhenAll(entries.Select(store.Log.AppendAsync)).WaitAsync(TimeSpan.FromSeconds(30));

        foreach (var (filter, holds) in new (AccessFilter, Func<AccessEntry, bool>)[]
        {
            (new() { User = "anna@acme.example", Actions = [AccessAction.ViewAsset] }, entry => entry.Subject!.UserName![0] == 'a'
                && entry.Action == AccessAction.ViewAsset),
            (new() { User = "id-of-anna@acme.example", Asset = "often", From = Noon.AddSeconds(9) },
                entry => entry.Subject!.UserName![0] == 'a' && entry.Resource == "often" && entry.At >= Noon.AddSeconds(9)),
            (new() { User = "anna@acme.example", Asset = "rare" }, entry => entry.Resource == "rare"),
            (new() { Address = "192.0.2.7", Asset = "rare", Actions = [AccessAction.ListAssets] }, _ => false),
            (new() { Address = "192.0.2.7", Actions = [AccessAction.ListAssets] }, entry => entry.Action == AccessAction.ListAssets),
            (new() { Address = "192.0.2.7", Actions = [AccessAction.ListAssets, AccessAction.OpenPage] },
                entry => entry.Action == AccessAction.ListAssets),
            (new() { Actions = [AccessAction.ListAssets, AccessAction.ViewAsset] }, _ => true),
            (new() { Actions = [AccessAction.ListAssets, AccessAction.ViewAsset, AccessAction.OpenPage, AccessAction.EraseUser] },
                _ => true),
            (new() { Asset = "often", Actions = [AccessAction.ListAssets, AccessAction.ViewAsset] }, entry => entry.Resource == "often"),
        })
        {
            var (found, before) = (new List<string>(), (EntryCursor?)null);
            while (await store.Log.SearchAsync(LogStore.Reader(), filter, before, 30, CancellationToken.None) is { Count: > 0 } page)
            {
                found.AddRange(page.Select(logged => logged.Entry.RequestId));
                before = page[^1].Cursor;
            }

            Assert.Equal(entries.Where(holds).Reverse().Select(entry => entry.RequestId), found);
        }
    }

    [Theory]
    [OnSqlite("0.0", 0), OnSqlite("253402300799999999.9223372036854775807", 1)]
    [OnPostgres("0.0", 0), OnPostgres("253402300799999999.9223372036854775807", 1)]
    public async Task The_ends_of_time_are_places_too(LogDatabase on, string place, int found)
    {
        await using var store = await LogStore.StartAsync(on);
        await Append(store, LogStore.Entry("r-1"));
        Assert.True(EntryCursor.TryParse(place, out var before));
        Assert.Equal(found, (await store.Log.SearchAsync(LogStore.Reader(), Everything, before, 10, CancellationToken.None)).Count);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_log_that_cannot_be_read_is_said(LogDatabase on)
    {
        await using var store = await LogStore.CreateAsync(on);
        Directory.CreateDirectory(Path.GetDirectoryName(store.File)!);
        await Assert.ThrowsAsync<AccessLogUnavailableException>(() =>
            store.Log.SearchAsync(LogStore.Reader(), Everything, null, 10, CancellationToken.None));
    }

    private static async Task Append(LogStore store, params AccessEntry[] entries)
    {
        foreach (var entry in entries)
        {
            await store.Log.AppendAsync(entry).WaitAsync(TimeSpan.FromSeconds(10));
        }
    }

    private static async Task<IEnumerable<string>> Search(LogStore store, AccessFilter filter, string tenant = "acme",
        string? subtenant = null) =>
        (await store.Log.SearchAsync(LogStore.Reader(tenant, subtenant), filter, null, 100, CancellationToken.None))
            .Select(logged => logged.Entry.RequestId);
}
