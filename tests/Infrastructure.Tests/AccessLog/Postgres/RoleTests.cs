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
        // Whatever tables there are, and any column of each: a table that is made later is among them.
        (string Name, string Column)[] tables = [.. store.Read("""
            SELECT string_agg(format('%I/%I', c.relname, a.attname), ',' ORDER BY c.relname) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = 1
            WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
            """)!.Split(',').Select(table => table.Split('/')).Select(table => (table[0], table[1]))];
        Assert.Superset(new HashSet<string>(
            ["entries", "subjects", "details", "seals", "checkpoints", "statements", "pseudonyms", "erasures", "instances", "probes"]),
            tables.Select(table => table.Name).ToHashSet());
        string[] refused =
        [
            .. tables.SelectMany(table => new[]
            {
                $"DELETE FROM {table.Name}", $"TRUNCATE {table.Name}", $"TRUNCATE {table.Name} CASCADE", $"DROP TABLE {table.Name}",
                    $"DROP TABLE {table.Name} CASCADE",
                $"ALTER TABLE {table.Name} ADD COLUMN mine int", $"ALTER TABLE {table.Name} DISABLE TRIGGER ALL",
                    $"ALTER TABLE {table.Name} OWNER TO access_log_app",
                $"CREATE TRIGGER mine BEFORE INSERT ON {table.Name} EXECUTE FUNCTION refuse_change()",
                    $"CREATE INDEX ON {table.Name} ({table.Column})",
            }),
            // The one row by which health sees that the disk takes more is the one that may be updated.
            .. tables.Where(table => table.Name != "probes").Select(table => $"UPDATE {table.Name} SET {table.Column} = {table.Column}"),
            .. tables.Where(table => table.Name is not ("probes" or "\"__EFMigrationsHistory\""))
                .Select(table => $"DROP TRIGGER {table.Name}_no_update ON {table.Name}"),
            "INSERT INTO instances (id, instance) VALUES (2, gen_random_uuid())",
                "INSERT INTO \"__EFMigrationsHistory\" VALUES ('x', 'y')", "CREATE TABLE mine (id int)", "CREATE TEMP TABLE mine (id int)",
            "DROP FUNCTION refuse_change()",
                "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "SET session_replication_role = replica",
            "SELECT setval('entries_position_seq', 1)", "SET ROLE access_log_owner", "DROP SCHEMA public CASCADE",
                $"DROP DATABASE {store.Database!.Name}", "CHECKPOINT", "SELECT pg_switch_wal()",
        ];
        Assert.All(refused, sql => Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege,
                Assert.Throws<PostgresException>(() => PostgresDatabase.Run(store.Database!.Application, sql)).SqlState));
        Assert.All(tables, table => PostgresDatabase.Run(store.Database!.Application, $"SELECT count(*) FROM {table.Name}"));
    }

    [PostgresTheory]
    [InlineData("UPDATE entries SET items = 7")]
    [InlineData("DELETE FROM subjects")]
    [InlineData("TRUNCATE seals")]
    [InlineData("DELETE FROM checkpoints")]
    [InlineData("DELETE FROM erasures")]
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
        Assert.Equal("0", store
            .Read("SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> "
            + "'__EFMigrationsHistory' AND data_type IN ('text', 'character varying') AND collation_name IS DISTINCT FROM 'C'"));
    }

    private static Task<LogStore> StartAsync() => LogStore.StartAsync(LogDatabase.Postgres);
}
