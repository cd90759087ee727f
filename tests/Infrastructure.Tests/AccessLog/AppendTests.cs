using System.Globalization;
using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Reading;
using Enterprise.Domain.AccessLog;
using Enterprise.Infrastructure.AccessLog;
using Enterprise.Testing;
using Enterprise.VerifiableLog;
using Enterprise.VerifiableLog.Store;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog;

/// <summary>Adding to the log: what was confirmed is in the file, once; what was not confirmed is said.</summary>
public sealed class AppendTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Theory, OnSqlite, OnPostgres]
    public async Task Five_thousand_entries_at_once_are_all_there_and_each_once(LogDatabase on)
    {
        await using var store = await LogStore.StartAsync(on);
        var entries = Enumerable.Range(0, 5000).Select(number => LogStore.Entry($"r-{number}", user: $"user-{number}@acme.example"))
            .ToList();

        await Task.WhenAll(entries.Select(entry => Task.Run(() => store.Log.AppendAsync(entry)))).WaitAsync(Patience);

        Assert.Equal(("5000", "5000", "5000"),
            (Count(store), store.Read("SELECT COUNT(DISTINCT RequestId) FROM Entries"),
            store.Read("SELECT COUNT(DISTINCT UserName) FROM Subjects")));
        await using var context = await store.Contexts.CreateDbContextAsync();
        var stored = await StoredEntry.ReadAsync(context, string.Empty, [], CancellationToken.None);
        Assert.Equal(entries.OrderBy(entry => entry.Id), stored.Select(row => row.Entry.ToAccess()).OrderBy(entry => entry.Id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Nobody_is_told_before_the_entry_is_in_the_file(LogDatabase on)
    {
        await using var store = await LogStore.StartAsync(on);
        for (var number = 1; number <= 20; number++)
        {
            await store.Log.AppendAsync(LogStore.Entry($"r-{number}")).WaitAsync(Patience);
            Assert.Equal(number.ToString(CultureInfo.InvariantCulture), Count(store));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_full_queue_takes_no_more(LogDatabase on)
    {
        await using var store = await LogStore.CreateAsync(on);
        var waiting = Enumerable.Range(0, LogWriter.QueueLength).Select(number => store.Log.AppendAsync(LogStore.Entry($"r-{number}")))
            .ToList();
        Assert.All(waiting, one => Assert.False(one.IsCompleted));

        await Assert.ThrowsAsync<AccessLogUnavailableException>(() => store.Log.AppendAsync(LogStore.Entry("one too many")));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_closed_queue_takes_no_more(LogDatabase on)
    {
        await using var store = await LogStore.StartAsync(on);
        await store.Writer.StopAsync(CancellationToken.None).WaitAsync(Patience);

        await Assert.ThrowsAsync<AccessLogUnavailableException>(() => store.Log.AppendAsync(LogStore.Entry("too late")));
        Assert.Equal("0", Count(store));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_stop_writes_first_what_waits(LogDatabase on)
    {
        await using var store = await LogStore.StartAsync(on);
        await store.Log.AppendAsync(LogStore.Entry("first")).WaitAsync(Patience);
        var waiting = Enumerable.Range(0, 2000).Select(number => store.Log.AppendAsync(LogStore.Entry($"r-{number}"))).ToList();
        Assert.Contains(waiting, one => !one.IsCompleted);

        await store.Writer.StopAsync(CancellationToken.None).WaitAsync(Patience);

        Assert.Equal("2001", Count(store));
        await Task.WhenAll(waiting).WaitAsync(Patience);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Who_is_not_told_within_two_seconds_shows_nothing_and_what_nobody_waits_for_is_not_written(LogDatabase on)
    {
        await using var store = await LogStore.CreateAsync(on);
        await store.MigrateAsync();
        var late = store.Log.AppendAsync(LogStore.Entry("late"));
        store.Clock.Advance(AccessLogDeadline.Value - TimeSpan.FromTicks(1));
        Assert.False(late.IsCompleted);
        store.Clock.Advance(TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<AccessLogUnavailableException>(() => late.WaitAsync(Patience));

        await store.Writer.StartAsync(CancellationToken.None);
        await store.Log.AppendAsync(LogStore.Entry("in time")).WaitAsync(Patience);
        Assert.Equal(("1", "in time"), (Count(store), store.Read("SELECT RequestId FROM Entries")));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_entry_that_the_store_refuses_is_said_and_the_next_one_is_taken(LogDatabase on)
    {
        await using var store = await LogStore.StartAsync(on);
        var entry = LogStore.Entry("r-1");
        await store.Log.AppendAsync(entry).WaitAsync(Patience);

        await Assert.ThrowsAsync<AccessLogUnavailableException>(() => store.Log.AppendAsync(entry with { RequestId = "r-2" })
            .WaitAsync(Patience));
        await store.Log.AppendAsync(LogStore.Entry("r-3")).WaitAsync(Patience);

        Assert.Equal(("2", "r-3"), (Count(store), store.Read("SELECT RequestId FROM Entries ORDER BY Position DESC LIMIT 1")));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_entry_comes_back_as_it_was(LogDatabase on)
    {
        await using var store = await LogStore.StartAsync(on);
        var entry = LogStore.Entry("r-1", new DateTimeOffset(2026, 1, 31, 9, 42, 7, TimeSpan.Zero).AddTicks(1_234_560),
            subtenant: "north") with
        {
            Subject = new("id", "Öl İı 泵 😀", null, null, false, null), Outcome = AccessOutcome.Denied, Reason = "not_found",
                Resource = "x", ResourceName = "<b>", Detail = "a=b", Items = 3, Occurrences = 9,
        };
        await store.Log.AppendAsync(entry).WaitAsync(Patience);

        var found = Assert.Single(await store.Log.SearchAsync(LogStore.Reader(), new AccessFilter(), null, 10, CancellationToken.None));
        Assert.Equal(entry, found.Entry);
        Assert.Equal((entry.At - DateTimeOffset.UnixEpoch).Ticks / 10, found.Cursor.Microseconds);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_probe_writes_through_the_same_queue_and_adds_nothing_to_the_log(LogDatabase on)
    {
        await using var store = await LogStore.StartAsync(on);
        await store.Get<LogWriter>().ProbeAsync().WaitAsync(Patience);
        await store.Get<LogWriter>().ProbeAsync().WaitAsync(Patience);
        Assert.Equal(("0", "1"), (Count(store), store.Read("SELECT COUNT(*) FROM Probes")));
    }

    private static string? Count(LogStore store) => store.Read("SELECT COUNT(*) FROM Entries");
}
