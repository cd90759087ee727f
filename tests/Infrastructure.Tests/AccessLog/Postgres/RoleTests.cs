using Enterprise.Application;
using Enterprise.Testing;
using Npgsql;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog.Postgres;

/// <summary>What the database itself refuses, whatever this code does.</summary>
public sealed class RoleTests
{
    [PostgresFact]
    public async Task The_service_s_role_may_add_and_read_and_nothing_else()
    {
        await using var store = await StartAsync();
        string[] tables = ["entries", "subjects", "details", "seals", "checkpoints", "statements", "pseudonyms", "instances"];
        string[] refused =
        [
            .. tables.SelectMany(table => new[]
            {
                $"UPDATE {table} SET {(table == "instances" ? "id = 1" : table == "checkpoints" || table == "statements" ? "number = 1" : "position = 1")}", $"DELETE FROM {table}", $"TRUNCATE {table} CASCADE",
                $"DROP TABLE {table} CASCADE", $"ALTER TABLE {table} DISABLE TRIGGER ALL", $"DROP TRIGGER {table}_no_update ON {table}",
            }),
            "INSERT INTO instances (id, instance) VALUES (2, gen_random_uuid())", "DELETE FROM probes", "CREATE TABLE mine (id int)", "DROP FUNCTION refuse_change()",
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'", "SET session_replication_role = replica",
            "SELECT setval('entries_position_seq', 1)", "SET ROLE access_log_owner", "DELETE FROM \"__EFMigrationsHistory\"",
        ];
        Assert.All(refused, sql => Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege, Assert.Throws<PostgresException>(() => PostgresDatabase.Run(store.Database!.Application, sql)).SqlState));
        Assert.All(tables, table => PostgresDatabase.Run(store.Database!.Application, $"SELECT count(*) FROM {table}"));
    }

    [PostgresTheory]
    [InlineData("UPDATE entries SET items = 7")]
    [InlineData("DELETE FROM subjects")]
    [InlineData("TRUNCATE seals")]
    [InlineData("DELETE FROM checkpoints")]
    [InlineData("UPDATE statements SET text = ''")]
    public async Task Not_even_the_tables_owner_changes_a_row_without_removing_a_trigger(string change)
    {
        await using var store = await StartAsync();
        var refusal = Assert.Throws<PostgresException>(() => store.Database!.Read(change));
        Assert.Contains("insert-only", refusal.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Nodes_that_start_at_the_same_time_make_one_store()
    {
        var database = await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync();
        await using LogStore first = new(database), second = new(database), third = new(database);
        await Task.WhenAll(new[] { first, second, third }.Select(store => Task.Run(store.MigrateAsync)));
        Assert.Equal("1", first.Read("SELECT count(*) FROM instances"));
    }

    [PostgresFact]
    public async Task A_role_that_may_not_make_the_tables_refuses_the_start_with_what_to_do()
    {
        var database = await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync();
        await using var store = new LogStore(database, withMaintenance: false);
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(store.MigrateAsync);
        Assert.Contains("ConnectionStrings:AccessLogMaintenance", Assert.Single(refusal.Faults), StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_service_without_the_owner_s_connection_works_on_tables_that_are_there()
    {
        await using var owner = await StartAsync();
        await using var store = new LogStore(owner.Database!, withMaintenance: false);
        await store.StartedAsync();
        await store.Log.AppendAsync(LogStore.Entry("r-1")).WaitAsync(TimeSpan.FromSeconds(10));
        await store.SealedAsync();
    }

    [PostgresFact]
    public async Task Text_is_compared_byte_by_byte()
    {
        await using var store = await StartAsync();
        Assert.Equal("0", store.Read("SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '__EFMigrationsHistory' AND data_type IN ('text', 'character varying') AND collation_name IS DISTINCT FROM 'C'"));
    }

    private static Task<LogStore> StartAsync() => LogStore.StartAsync(LogDatabase.Postgres);
}
