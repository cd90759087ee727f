using Enterprise.Application.AccessLog;
using Enterprise.Infrastructure.Tests.AccessLog.Retention;
using Enterprise.Testing;
using Npgsql;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog.Postgres;

/// <summary>Cleaning the files of a PostgreSQL that others use, as a role that may not everything.</summary>
public sealed class WipeTests
{
    [PostgresFact]
    public async Task What_the_role_may_not_do_is_said()
    {
        await using var store = await LogStore.StartAsync(LogDatabase.Postgres);
        await store.AddAsync("acme", 1);
        PostgresDatabase.Run(store.Database!.Superuser, "REVOKE EXECUTE ON FUNCTION pg_switch_wal() FROM access_log_owner");

        var done = await store.Operator.EraseAsync(Kept.Acme, "anna@acme.example", "asked");

        Assert.Contains("SELECT pg_switch_wal() and CHECKPOINT", done.Rest, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_long_reading_makes_the_cleaning_wait_and_nobody_else()
    {
        await using var store = await LogStore.StartAsync(LogDatabase.Postgres);
        await store.AddAsync("acme", 1);
        await using var reader = new NpgsqlConnection($"{store.Database!.Application};Pooling=False");
        await reader.OpenAsync();
        var reading = await reader.BeginTransactionAsync();
        await new NpgsqlCommand("SELECT count(*) FROM subjects", reader).ExecuteScalarAsync();

        var erasing = store.Operator.EraseAsync(Kept.Acme, "anna@acme.example", "asked");
        var begun = TimeProvider.System.GetTimestamp();
        for (var number = 0; TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(6); number++)
        {
            var asked = TimeProvider.System.GetTimestamp();
            await store.Log.AppendAsync(LogStore.Entry($"r-{number}", user: "li@acme.example"));
            Assert.InRange(TimeProvider.System.GetElapsedTime(asked), TimeSpan.Zero, AccessLogDeadline.Value);
            await Task.Delay(50);
        }

        Assert.False(erasing.IsCompleted);
        await reading.DisposeAsync();
        Assert.Null((await erasing).Rest);
    }

    /// <summary>
    /// Removed rows stay in the files while anybody's view of the database is older than their removal, whatever that one reads.
    /// </summary>
    [PostgresFact]
    public async Task A_reading_of_something_else_keeps_nothing_in_the_files()
    {
        await using var store = await LogStore.StartAsync(LogDatabase.Postgres);
        var mail = $"{Guid.NewGuid():N}@acme.example"; // Other tests write to the same server.
        await Task.WhenAll(Enumerable.Range(0, 10).Select(number => store.Log.AppendAsync(LogStore.Entry($"r-{number}", user: mail))));
        PostgresDatabase.Run(store.Database!.Superuser, "ANALYZE subjects"); // The most frequent names stand in the statistics too.
        await using var reader = new NpgsqlConnection($"{store.Database!.Application};Pooling=False");
        await reader.OpenAsync();
        var reading = await reader.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await new NpgsqlCommand("SELECT count(*) FROM instances", reader).ExecuteScalarAsync();

        var erasing = store.Operator.EraseAsync(Kept.Acme, mail, "asked");
        await Task.Delay(TimeSpan.FromSeconds(4));
        Assert.False(erasing.IsCompleted);
        await reading.DisposeAsync();

        Assert.Null((await erasing).Rest);
        Assert.Equal(0, store.Grep(mail)[mail]);
    }
}
