using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Enterprise.VerifiableLog.Store.Postgres;

/// <summary>
/// Makes the tables in a database that exists, as the role that owns them, and lets the service's role add and read, no more. Nodes that
/// start at the same time wait for each other.
/// </summary>
internal sealed partial class PostgresMigration(Func<string, LogContext> contextOf, LogOptions options, ILogger<PostgresMigration> logger)
    : IStoreMigration
{
    private const long Lock = 0x6C6F675F6D616B65;

    public async Task MigrateAsync(CancellationToken cancel)
    {
        var (store, maintenance) = (options.Store, options.Maintenance);
        try
        {
            if (maintenance is not null || await IsBehindAsync(store, cancel))
            {
                await MigrateAsync(maintenance ?? store, new NpgsqlConnectionStringBuilder(store).Username!, cancel);
            }

            if (await MayChangeAsync(store, cancel))
            {
                MayChange(logger, options.StoreSetting);
            }
        }
        catch (Exception fault) when (StoreFaults.Is(fault))
        {
            throw new LogException(
                LogFailure.Refused,
                $"{options.StoreSetting}{(maintenance is null ? "" : $" or {options.MaintenanceSetting}")} names a PostgreSQL that cannot "
                    + $"be used ({fault.Message.ReplaceLineEndings(" ")}): "
                    + $"start it, make database and roles as docs/postgresql-roles.sql shows, and let {options.MaintenanceSetting} name "
                        + "the role that owns the tables.",
                fault);
        }
    }

    private async Task MigrateAsync(string connection, string reader, CancellationToken cancel)
    {
        await using var context = contextOf(PostgresConnections.Maintenance(connection));
        await context.Database.OpenConnectionAsync(cancel);
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({Lock})", cancel);
        if ((await context.Database.GetPendingMigrationsAsync(cancel)).Any())
        {
            await context.Database.MigrateAsync(cancel);
        }

        await context.NameInstanceAsync(cancel);
        if (!string.Equals(new NpgsqlConnectionStringBuilder(connection).Username, reader, StringComparison.Ordinal))
        {
            await GrantAsync(context.Database, reader, cancel);
        }
    }

    /// <summary>The service's role may add and read; the one row that it may change is the probe's.</summary>
    private async Task GrantAsync(DatabaseFacade database, string role, CancellationToken cancel)
    {
        using var names = new NpgsqlCommandBuilder();
        var to = names.QuoteIdentifier(role);
#pragma warning disable EF1002 // A quoted name cannot be a parameter of a grant.
        await database.ExecuteSqlRawAsync(
            $"""
            REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {to};
            GRANT SELECT, INSERT ON entries, {string.Join(", ", options.Schema.Parts.Select(part => part.Table))},
                seals, checkpoints, statements, pseudonyms, erasures, probes TO {to};
            GRANT UPDATE ON probes TO {to};
            GRANT SELECT ON instances, "__EFMigrationsHistory" TO {to};
            GRANT SELECT, USAGE ON SEQUENCE entries_position_seq TO {to};
            """,
            cancel);
#pragma warning restore EF1002
    }

    private async Task<bool> IsBehindAsync(string connection, CancellationToken cancel)
    {
        await using var context = contextOf(PostgresConnections.Kept(connection));
        return (await context.Database.GetPendingMigrationsAsync(cancel)).Any();
    }

    private static async Task<bool> MayChangeAsync(string connection, CancellationToken cancel)
    {
        await using var own = new NpgsqlConnection(PostgresConnections.Kept(connection));
        await own.OpenAsync(cancel);
        await using var command =
            new NpgsqlCommand("SELECT has_table_privilege('entries', 'UPDATE') OR has_table_privilege('entries', 'DELETE')", own);
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    [LoggerMessage(3010, LogLevel.Warning,
        "The database role of {Setting} may change entries of the access log; only triggers keep it from that. "
        + "Give the tables to a role of their own: docs/postgresql-roles.sql")]
    private static partial void MayChange(ILogger logger, string setting);
}
