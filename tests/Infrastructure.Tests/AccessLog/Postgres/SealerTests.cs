using System.Data;
using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Reading;
using Enterprise.Infrastructure.AccessLog;
using Enterprise.Testing;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Store;
using Enterprise.VerifiableLog.Store.Postgres;
using Npgsql;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog.Postgres;

/// <summary>Several nodes add, one seals: no gap, no entry twice, nothing left out, whoever fails.</summary>
public sealed class SealerTests
{
    private const string Holder =
        "FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = "
        + "current_database())";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [PostgresFact]
    public async Task Two_nodes_at_once_make_chains_without_gap_or_duplicate()
    {
        await using var first = await LogStore.StartAsync(LogDatabase.Postgres);
        await using var second = await new LogStore(first.Database!).StartedAsync();

        await Task.WhenAll(Enumerable.Range(0, 4000).Select(number => Task.Run(() =>
            (number % 2 == 0 ? first : second).Log
                .AppendAsync(LogStore.Entry($"r-{number}", tenant: number % 5 == 0 ? "borealis" : "acme"))))).WaitAsync(Patience);
        await first.SealedAsync();

        Assert.Equal([("acme", 3200L), ("borealis", 800L)], await SealCounts.OfAsync(first));
        Assert.Single(new[] { first, second }, store => store.Sealer!.IsHolder);
    }

    [PostgresFact]
    public async Task When_the_holder_s_connection_dies_somebody_seals_on_within_two_seconds()
    {
        await using var first = await LogStore.StartAsync(LogDatabase.Postgres);
        await first.Log.AppendAsync(LogStore.Entry("before")).WaitAsync(Patience);
        await first.SealedAsync();
        await using var second = await new LogStore(first.Database!).StartedAsync();

        Assert.Equal("True", PostgresDatabase.Run(first.Database!.Application, $"SELECT pg_terminate_backend(pid) {Holder}"));
        await second.Log.AppendAsync(LogStore.Entry("after")).WaitAsync(Patience);
        await second.SealedAsync().WaitAsync(TimeSpan.FromSeconds(2));

        Assert.Equal([("acme", 2L)], await SealCounts.OfAsync(first));
    }

    [PostgresFact]
    public async Task A_holder_that_stands_still_loses_the_lock()
    {
        await using var store = await LogStore.CreateAsync(LogDatabase.Postgres);
        await store.MigrateAsync();
        using SealingSession still = Session(store, SealingSession.Still), other = Session(store);
        Assert.True(still.TryHold());
        Assert.False(other.TryHold());

        var begun = TimeProvider.System.GetTimestamp();
        while (!other.TryHold())
        {
            Assert.InRange(TimeProvider.System.GetElapsedTime(begun).TotalSeconds, 0, 4);
            await Task.Delay(200);
        }

        Assert.ThrowsAny<NpgsqlException>(() => still.ReadHeads());
    }

    [PostgresFact]
    public async Task Two_that_both_believe_to_hold_the_lock_cannot_both_seal()
    {
        await using var store = await WithoutSealerAsync();
        await AppendAsync(store, "r-1");
        using SealingSession one = Session(store), other = Session(store);
        one.ReadHeads();
        other.ReadHeads();

        Assert.False(one.Seal());
        await AppendAsync(store, "r-2");
        Assert.Throws<DBConcurrencyException>(() => other.Seal());
        Assert.Equal("1", store.Read("SELECT count(*) FROM seals"));

        Assert.False(one.Seal());
        Assert.Equal([("acme", 2L)], await SealCounts.OfAsync(store));
    }

    [PostgresFact]
    public async Task Two_that_seal_in_the_same_moment_meet_the_keys()
    {
        await using var store = await WithoutSealerAsync();
        await AppendAsync(store, "r-1");
        await using NpgsqlConnection one = await OpenAsync(store), other = await OpenAsync(store);
        await using var open = await one.BeginTransactionAsync();
        using SealInsert first = new(one), second = new(other);
        SealRow[] seal = [new() { Ordinal = 1, Tenant = "acme", Sequence = 1, Epoch = 1, Position = 1, Hash = new byte[32] }];
        first.Run(seal);

        var late = Task.Run(() => second.Run(seal));
        await Task.Delay(200);
        await open.CommitAsync();

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => late);
        Assert.Equal(PostgresErrorCodes.UniqueViolation, refusal.SqlState);
    }

    [PostgresFact]
    public async Task An_entry_that_is_committed_after_higher_positions_were_sealed_is_sealed_too()
    {
        await using var store = await WithoutSealerAsync();
        using var session = Session(store);
        session.ReadHeads();
        await using var slow = await OpenAsync(store);
        await using (var open = await slow.BeginTransactionAsync())
        {
            using var insert = new EntryInsert(slow, AccessSchema.Schema);
            insert.Run(open, [new PreparedEntry(LogStore.Entry("late").ToLog())]);
            await AppendAsync(store, "early");
            for (var round = 0; round < 5; round++)
            {
                session.Seal();
            }

            Assert.Equal("early", store.Read("SELECT requestid FROM entries e JOIN seals s ON s.position = e.position"));
            await open.CommitAsync();
        }

        session.Seal();
        Assert.Equal([("acme", 2L)], await SealCounts.OfAsync(store));
        Assert.Equal("late",
            store.Read("SELECT requestid FROM entries e JOIN seals s ON s.position = e.position ORDER BY ordinal DESC LIMIT 1"));
    }

    [PostgresFact]
    public async Task Whoever_takes_over_a_long_log_finds_what_was_left_out_long_ago()
    {
        await using var store = await WithoutSealerAsync();
        await Task.WhenAll(Enumerable.Range(0, 9000).Select(number => store.Log.AppendAsync(LogStore.Entry($"r-{number}"))))
            .WaitAsync(Patience);
        await Task.WhenAll(Enumerable.Range(0, 6000).Select(number => store.Log.AppendAsync(LogStore.Entry($"s-{number}"))))
            .WaitAsync(Patience);
        PostgresDatabase.Run(store.Database!.Application, """
            INSERT INTO seals SELECT row_number() OVER (ORDER BY position), tenant, row_number() OVER (ORDER BY position), 1, position, sha256(requestid::bytea)
            FROM entries WHERE position <> 7
            """);
        using var session = Session(store);
        session.ReadHeads();
        session.Seal();

        Assert.Equal("15000", store.Read("SELECT count(*) FROM seals"));
        Assert.Equal("15000", store.Read("SELECT ordinal FROM seals WHERE position = 7"));
    }

    [PostgresFact]
    public async Task What_the_log_shows_before_it_is_sealed_says_so()
    {
        await using var store = await WithoutSealerAsync();
        await AppendAsync(store, "r-1");
        Assert.Null(Assert.Single(await SearchAsync(store)).Sequence);

        using var session = Session(store);
        session.ReadHeads();
        session.Seal();
        Assert.Equal(1, Assert.Single(await SearchAsync(store)).Sequence);
    }

    [PostgresFact]
    public async Task Text_that_the_database_cannot_hold_harms_nobody_and_the_chain_covers_what_is_stored()
    {
        await using var store = await LogStore.StartAsync(LogDatabase.Postgres);
        var entry = LogStore.Entry("r-1") with { ResourceName = "a\0b", Detail = "half \uD83D",
            Subject = new("id", "x\0", null, null, false, "\uDC00") };
        await Task.WhenAll(store.Log.AppendAsync(entry), store.Log.AppendAsync(LogStore.Entry("r-2"))).WaitAsync(Patience);
        await store.SealedAsync();

        Assert.Equal([("acme", 2L)], await SealCounts.OfAsync(store));
        Assert.Equal("a\uFFFDb", store.Read("SELECT resourcename FROM entries WHERE requestid = 'r-1'"));
    }

    private static async Task<LogStore> WithoutSealerAsync()
    {
        var store = await LogStore.CreateAsync(LogDatabase.Postgres);
        await store.MigrateAsync();
        await store.Writer.StartAsync(CancellationToken.None);
        return store;
    }

    private static SealingSession Session(LogStore store, TimeSpan? still = null)
    {
        var session = new SealingSession(store.Database!.Application, AccessSchema.Schema, still ?? TimeSpan.FromMinutes(1));
        session.Open();
        return session;
    }

    private static async Task<NpgsqlConnection> OpenAsync(LogStore store)
    {
        var connection = new NpgsqlConnection($"{store.Database!.Application};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    private static Task AppendAsync(LogStore store, string request) => store.Log.AppendAsync(LogStore.Entry(request)).WaitAsync(Patience);

    private static Task<IReadOnlyList<LoggedEntry>> SearchAsync(LogStore store) =>
        store.Log.SearchAsync(LogStore.Reader(), new AccessFilter(), null, 10, CancellationToken.None);
}
