using Enterprise.VerifiableLog.Store.Postgres;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Enterprise.VerifiableLog.Retention.Removal;

/// <summary>
/// Removes from PostgreSQL, as the role that owns the tables. Each transaction replaces the function by which the triggers refuse removal,
/// and puts it back: no other session sees the replacement, a crash leaves nothing behind, and appends do not wait, as they would if the
/// triggers were disabled.
/// </summary>
internal sealed class PostgresRemoval(LogOptions options, Func<string, LogContext> contextOf) : IRemoval
{
    private const long Lock = 0x6C6F675F6B656570;

    private const string Allowing =
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'";

    private readonly string _connection = PostgresConnections.Maintenance(options.Maintenance ?? options.Store);

    public IDbContextFactory<LogContext> Contexts => new Factory(() => contextOf(_connection));

    public string Place
    {
        get
        {
            var server = new NpgsqlConnectionStringBuilder(_connection);
            return $"{server.Host}/{server.Database}";
        }
    }

    public async Task CheckAsync(CancellationToken cancel)
    {
        await using var context = Contexts.CreateDbContext();
        if (!await context.Database
            .SqlQuery<bool>($"SELECT pg_has_role(proowner, 'USAGE') AS \"Value\" FROM pg_proc WHERE oid = 'refuse_change()'::regprocedure")
            .SingleAsync(cancel))
        {
            throw new LogException(
                LogFailure.Refused,
                $"The role {new NpgsqlConnectionStringBuilder(_connection).Username} may not remove from the access log: "
                    + $"let {options.MaintenanceSetting} name the role that owns the tables (docs/postgresql-roles.sql).");
        }
    }

    public async Task RunAsync(LogContext context, Func<Task> work, CancellationToken cancel)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        await context.Database
            .ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})",
            cancel); // Of two commands the second would find the function changed under it.
        var refusing = await context.Database.SqlQuery<string>($"SELECT pg_get_functiondef('refuse_change()'::regprocedure) AS \"Value\"")
            .SingleAsync(cancel);
        await context.Database.ExecuteSqlRawAsync(Allowing, cancel);
        await work();
#pragma warning disable EF1002, EF1003 // The text is that of the store's own function.
        await context.Database
            .ExecuteSqlRawAsync(refusing.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), cancel);
#pragma warning restore EF1002, EF1003
        await transaction.CommitAsync(cancel);
    }

    public async Task<string?> WipeAsync(Rewriting what, CancellationToken cancel)
    {
        if (what == Rewriting.Nothing)
        {
            return null;
        }

        await using var rewriting = new PostgresRewriting(_connection, options.Schema);
        return await rewriting.RunAsync(what, cancel);
    }

    /// <summary>The files are the server's.</summary>
    public Task<long?> CountTracesAsync(IReadOnlyCollection<string> texts, CancellationToken cancel) => Task.FromResult<long?>(null);

    private sealed class Factory(Func<LogContext> create) : IDbContextFactory<LogContext>
    {
        public LogContext CreateDbContext() => create();
    }
}
