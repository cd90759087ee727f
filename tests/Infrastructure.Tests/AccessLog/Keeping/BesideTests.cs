using System.Collections.Concurrent;
using System.Globalization;
using Enterprise.Domain.AccessLog;
using Enterprise.Infrastructure.AccessLog;
using Enterprise.Infrastructure.AccessLog.Store;
using Enterprise.Infrastructure.AccessLog.Store.Postgres;
using Enterprise.Infrastructure.AccessLog.Store.Sqlite;
using Enterprise.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Enterprise.Infrastructure.Tests.AccessLog.Keeping;

/// <summary>A long removal does not hold up the service beside it.</summary>
public sealed class BesideTests(ITestOutputHelper output)
{
    private const int Old = 200_000;
    private const int Callers = 8;

    [Theory, OnSqlite, OnPostgres]
    public async Task While_two_hundred_thousand_entries_are_pruned_every_new_one_is_written_within_the_deadline(LogDatabase on)
    {
        await using var store = await LogStore.StartAsync(on);
        var filling = TimeProvider.System.GetTimestamp();
        Fill(store, Old, store.Clock.GetUtcNow().AddDays(-500));
        await SealedAsync(store, Old);
        var plan = Assert.Single(await store.Keeper().PlanPruneAsync(CancellationToken.None));
        Assert.Equal(Old, plan.Entries);

        var took = new ConcurrentQueue<double>();
        output.WriteLine($"filled {TimeProvider.System.GetElapsedTime(filling).TotalSeconds:F1}");
        var begun = TimeProvider.System.GetTimestamp();
        // A process of its own, as the command is: with a connection of its own.
        await using var other = new LogStore(store);
        await other.Writer.StartAsync(CancellationToken.None);
        var pruning = Task.Run(() => other.Keeper().PruneAsync(plan, Kept.Operator, Kept.Silent, CancellationToken.None));
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(store, caller, pruning, took))));
        await pruning;

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{on}: {Old} entries pruned in {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:F1} s; meanwhile {took.Count} were written, the slowest in {took.Max():F0} ms, half of them within {took.Order().ElementAt(took.Count / 2):F1} ms"));
        Assert.InRange(took.Count, Callers * 10, int.MaxValue);
        Assert.InRange(took.Max(), 0, AccessLogWriter.Deadline.TotalMilliseconds);
        await store.SealedAsync();
        Assert.Equal(took.Count + 1, long.Parse(store.Read("SELECT count(*) FROM Entries")!, CultureInfo.InvariantCulture));
        Assert.Equal("1", store.Read($"SELECT count(*) FROM Seals WHERE Sequence <= {Old}"));
        Assert.Empty(await store.FaultsAsync());
    }

    private static async Task CallAsync(LogStore store, int caller, Task pruning, ConcurrentQueue<double> took)
    {
        for (var number = 0; !pruning.IsCompleted; number++)
        {
            var begun = TimeProvider.System.GetTimestamp();
            await store.Log.AppendAsync(LogStore.Entry($"new-{caller}-{number}", store.Clock.GetUtcNow()));
            took.Enqueue(TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds);
            await Task.Delay(5);
        }
    }

    private static void Fill(LogStore store, int count, DateTimeOffset at)
    {
        using var fill = store.Database is null ? (IDisposable)new SqliteStore($"Data Source={store.File}") : new PostgresStore(store.Database.Application);
        foreach (var batch in Enumerable.Range(0, count).Chunk(1000))
        {
            ((ILogStore)fill).Append([.. batch.Select(number => Entry(number, at))], null);
        }
    }

    private static AccessEntry Entry(int number, DateTimeOffset at) => LogStore.Entry(string.Create(CultureInfo.InvariantCulture, $"old-{number}"), at) with
    {
        Detail = number % 2 == 0 ? "search=pump" : null,
    };

    private static async Task SealedAsync(LogStore store, int count)
    {
        for (var begun = TimeProvider.System.GetTimestamp(); store.Read("SELECT max(Ordinal) FROM Seals") != count.ToString(CultureInfo.InvariantCulture);)
        {
            Assert.InRange(TimeProvider.System.GetElapsedTime(begun).TotalMinutes, 0, 3);
            await Task.Delay(200);
        }
    }
}
