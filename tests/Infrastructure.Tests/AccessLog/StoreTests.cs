using Enterprise.Infrastructure.AccessLog.Migrations;
using Enterprise.VerifiableLog;
using Enterprise.Application;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog;

/// <summary>The shape of the store and what its connections are set to.</summary>
public sealed class StoreTests
{
    [Fact]
    public void The_migrations_of_both_databases_make_the_model_that_the_code_has()
    {
        LogContext[] all = [new SqliteAccessLogContext.DesignTime().CreateDbContext([]), new PostgresAccessLogContext.DesignTime()
            .CreateDbContext([])];
        foreach (var context in all)
        {
            using (context)
            {
                Assert.NotEmpty(context.Database.GetMigrations());
                Assert.False(context.Database.HasPendingModelChanges(),
                    $"Add a migration: dotnet ef migrations add --context {context.GetType().Name}.");
            }
        }
    }

    [Fact]
    public async Task A_fresh_file_is_made_with_its_folder_in_write_ahead_mode_and_again_is_no_harm()
    {
        await using var store = new LogStore();
        await store.MigrateAsync();
        await store.MigrateAsync();

        Assert.Equal("wal", store.Read("PRAGMA journal_mode"));
        Assert.Equal("18", store.Read("SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger'"));
        await using var context = await store.Contexts.CreateDbContextAsync();
        Assert.Empty(await context.Database.GetPendingMigrationsAsync());
    }

    [Theory]
    [InlineData("PRAGMA synchronous", 2)]
    [InlineData("PRAGMA secure_delete", 1)]
    public async Task Every_connection_that_the_application_opens_waits_for_the_disk_and_wipes_what_it_deletes(string pragma, long expected)
    {
        await using var store = await LogStore.StartAsync();
        await using var context = await store.Contexts.CreateDbContextAsync();

        await context.Database.OpenConnectionAsync();
        Assert.Equal(expected, Read());
        await context.Database.CloseConnectionAsync();

        context.Database.OpenConnection();
        Assert.Equal(expected, Read());

        object? Read()
        {
            using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = pragma;
            return command.ExecuteScalar();
        }
    }

    [Fact]
    public async Task A_file_that_cannot_be_made_refuses_the_start_with_what_to_do()
    {
        await using var store = new LogStore("/dev/null/data/access-log.db");
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(store.MigrateAsync);
        Assert.Contains("ConnectionStrings:AccessLog", Assert.Single(refusal.Faults), StringComparison.Ordinal);
    }
}
