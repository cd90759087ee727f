using Enterprise.Application.AccessLog;
using System.Collections.Concurrent;
using System.Globalization;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Enterprise.Infrastructure.Tests.AccessLog.Retention;

/// <summary>A long removal does not hold up the service beside it.</summary>
[Collection(Alone.Name)]
public sealed class BesideTests(ITestOutputHelper output)
{
    private const int Old = 200_000;
    private const int Callers = 8;

    [Theory, OnSqlite, OnPostgres]
    public async Task While_two_hundred_thousand_entries_are_pruned_every_new_one_is_written_within_the_deadline(LogDatabase on)
    {
        await using var store = await LogStore.StartAsync(on);
        Fill(store, store.Clock.GetUtcNow().AddDays(-500));
        var plan = Assert.Single(await store.Operator.PlanPruneAsync());
        Assert.Equal(Old, plan.Entries);

        var took = new ConcurrentQueue<double>();
        var begun = TimeProvider.System.GetTimestamp();
        // A process of its own, as the command is: with a connection of its own.
        await using var other = new LogStore(store);
        await other.Writer.StartAsync(CancellationToken.None);
        var pruning = Task.Run(() => other.Operator.PruneAsync(plan));
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(store, caller, pruning, took))));
        await pruning;

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{on}: {Old} entries pruned in {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:F1} s; meanwhile {took.Count} were "
                + $"written, the slowest in {took.Max():F0} ms, half of them within {took.Order().ElementAt(took.Count / 2):F1} ms"));
        Assert.InRange(took.Count, Callers * 10, int.MaxValue);
        Assert.InRange(took.Max(), 0, AccessLogDeadline.Value.TotalMilliseconds);
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
            await Task.Delay(20);
        }
    }

    /// <summary>
    /// Old entries of acme, written by the database itself, with seals that hold no true hash: they all go, and the chain goes on from the
    /// last of them.
    /// </summary>
    private static void Fill(LogStore store, DateTimeOffset at)
    {
        var (bytes, id) = store.Database is null
            ? ("randomblob(32)", "printf('%08X-0000-7000-8000-000000000000', n)") : ("sha256(n::text::bytea)", "gen_random_uuid()");
        store.Read(string.Create(CultureInfo.InvariantCulture, $"""
            WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {Old})
            INSERT INTO Entries (Id, At, Tenant, Action, Outcome, Items, Occurrences, RequestId, Node, Version, SubjectCommitment)
                SELECT {id}, {Microseconds.Of(at)}, 'acme', 'ListAssets', 'Granted', 1, 1, 'old-' || n, 'node-1', '1.2.3', {bytes} FROM numbers;
            INSERT INTO Subjects (Position, Tenant, At, Salt, UserId, UserName, Address, IsForwardedTrusted, UserAgent)
                SELECT Position, Tenant, At, SubjectCommitment, 'id-' || Position % 500, 'user' || Position % 500 || '@acme.example', '192.0.2.7', {(store.Database is null ? "0" : "false")}, 'curl/8' FROM Entries;
            INSERT INTO Seals (Ordinal, Tenant, Sequence, Epoch, Position, Hash) SELECT Position, Tenant, Position, 1, Position, SubjectCommitment FROM Entries
            """));
        Assert.Equal($"{Old}|{Old}", store.Read("SELECT max(Ordinal) || '|' || count(*) FROM Seals"));
    }
}
