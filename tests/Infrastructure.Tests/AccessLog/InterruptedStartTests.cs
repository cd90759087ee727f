using Enterprise.Application;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog;

/// <summary>
/// Whatever an earlier process left behind, the next start is ready or says in one line why not; it never waits for ever.
/// </summary>
public sealed class InterruptedStartTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("")]
    [InlineData("CREATE TABLE __EFMigrationsHistory (MigrationId TEXT NOT NULL PRIMARY KEY, ProductVersion TEXT NOT NULL);")]
    public async Task A_lock_that_a_killed_process_left_behind_while_it_migrated_does_not_hold_up_the_next(string before)
    {
        await using var store = new LogStore();
        if (before.Length == 0)
        {
            await store.MigrateAsync();
        }

        Directory.CreateDirectory(Path.GetDirectoryName(store.File)!);
        Execute(store.File, before
            + "CREATE TABLE IF NOT EXISTS __EFMigrationsLock (Id INTEGER NOT NULL PRIMARY KEY, Timestamp TEXT NOT NULL); INSERT INTO "
            + "__EFMigrationsLock VALUES (1, '2026-01-31 09:00:00')");

        await store.MigrateAsync().WaitAsync(Patience);
        Assert.Equal("wal", store.Read("PRAGMA journal_mode"));
    }

    [Theory]
    [InlineData("This is no database at all, but somebody's letter. It is longer than the header of a database, which has a hundred "
        + "bytes, and begins otherwise.")]
    [InlineData("SQLite format 3\0 and then nothing that holds together: the pages that should follow are somebody else's, and so is the "
        + "rest of this header here.")]
    public async Task A_file_that_is_no_database_refuses_the_start_and_is_left_as_it_is(string content)
    {
        await using var store = new LogStore();
        Directory.CreateDirectory(Path.GetDirectoryName(store.File)!);
        await File.WriteAllTextAsync(store.File, content);

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => store.MigrateAsync().WaitAsync(Patience));

        Assert.Contains(store.File, Assert.Single(refusal.Faults), StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(store.File));
    }

    [Fact]
    public async Task A_file_that_another_process_holds_refuses_the_start_within_seconds()
    {
        await using var store = new LogStore();
        await store.MigrateAsync();
        Execute(store.File, "DELETE FROM __EFMigrationsHistory");
        await using var other = new SqliteConnection($"Data Source={store.File};Pooling=False");
        await other.OpenAsync();
        await using var hold = other.CreateCommand();
        hold.CommandText = "BEGIN EXCLUSIVE";
        await hold.ExecuteNonQueryAsync();

        await Assert.ThrowsAsync<StartRefusedException>(() => store.MigrateAsync().WaitAsync(Patience));
    }

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
