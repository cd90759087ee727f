using Enterprise.Infrastructure.AccessLog.Store;
using Enterprise.Infrastructure.AccessLog.Store.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Enterprise.Infrastructure.AccessLog.Keeping;

/// <summary>
/// Removing from PostgreSQL, as the role that owns the tables. The triggers that refuse it are switched off and on inside each transaction, which nobody else
/// sees. What was removed leaves the files when the tables are written anew: <c>VACUUM FULL</c>, because <c>VACUUM</c> alone frees space without wiping it.
/// </summary>
internal sealed class PostgresRemoval(IOptions<AccessLogOptions> options) : IRemoval
{
    private static readonly string[] Tables = ["subjects", "details", "pseudonyms", "seals", "entries"];

    private readonly string _connection = PostgresConnections.Maintenance(options.Value.Maintenance ?? options.Value.Store);

    public IDbContextFactory<AccessLogContext> Contexts => new Factory(_connection);

    public string Place
    {
        get
        {
            var server = new NpgsqlConnectionStringBuilder(_connection);
            return $"{server.Host}/{server.Database}";
        }
    }

    public async Task RunAsync(AccessLogContext context, Func<Task> work, CancellationToken cancel)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        await SwitchAsync(context, "DISABLE", cancel);
        await work();
        await SwitchAsync(context, "ENABLE", cancel);
        await transaction.CommitAsync(cancel);
    }

    public async Task WipeAsync(bool isRebuilt, CancellationToken cancel)
    {
        await using var context = Contexts.CreateDbContext();
        context.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        foreach (var table in isRebuilt ? Tables : [])
        {
#pragma warning disable EF1002, EF1003 // Names from this code alone.
            await context.Database.ExecuteSqlRawAsync($"VACUUM FULL {table}", cancel);
#pragma warning restore EF1002, EF1003
        }
    }

    /// <summary>The files are the server's.</summary>
    public Task<long?> CountTracesAsync(IReadOnlyCollection<string> texts, CancellationToken cancel) => Task.FromResult<long?>(null);

    private static async Task SwitchAsync(AccessLogContext context, string how, CancellationToken cancel)
    {
        foreach (var table in Tables)
        {
#pragma warning disable EF1002, EF1003 // Names from this code alone.
            await context.Database.ExecuteSqlRawAsync($"ALTER TABLE {table} {how} TRIGGER {table}_no_delete", cancel);
#pragma warning restore EF1002, EF1003
        }
    }

    private sealed class Factory(string connection) : IDbContextFactory<AccessLogContext>
    {
        public AccessLogContext CreateDbContext() => new PostgresAccessLogContext(new DbContextOptionsBuilder<PostgresAccessLogContext>()
            .UseNpgsql(connection, postgres => postgres.ExecutionStrategy(needs => new NonRetryingExecutionStrategy(needs))).Options);
    }
}
