using Enterprise.VerifiableLog.Checkpoints;
using Enterprise.VerifiableLog.Exports;
using Enterprise.VerifiableLog.Retention;
using Enterprise.VerifiableLog.Retention.Removal;
using Enterprise.VerifiableLog.Search;
using Enterprise.VerifiableLog.Store;
using Enterprise.VerifiableLog.Store.Postgres;
using Enterprise.VerifiableLog.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Enterprise.VerifiableLog;

/// <summary>Registers a log.</summary>
public static class LogServices
{
    /// <summary>Registers a log as singletons. It needs a clock (<see cref="TimeProvider"/>) and logging.</summary>
    /// <typeparam name="TSqlite">The tables in SQLite, with their migrations.</typeparam>
    /// <typeparam name="TPostgres">The tables in PostgreSQL, with their migrations.</typeparam>
    /// <param name="options">Makes the options, once, when the log is first used.</param>
    public static IServiceCollection AddVerifiableLog<TSqlite, TPostgres>(
        this IServiceCollection services, StoreKind database, Func<IServiceProvider, LogOptions> options)
        where TSqlite : LogContext
        where TPostgres : LogContext =>
        (database == StoreKind.Sqlite ? services.AddSqlite<TSqlite>() : services.AddPostgres<TPostgres>())
            .AddSingleton(options)
            .AddSingleton<LimitedReading>()
            .AddSingleton<CheckpointSchedule>()
            .AddSingleton<Rollbacks>()
            .AddSingleton<ExistingStore>()
            .AddSingleton<StoreSize>()
            .AddSingleton<LogState>()
            .AddSingleton<Pruning>()
            .AddSingleton<ErasureReceipts>()
            .AddSingleton<Erasure>()
            .AddSingleton<Pseudonymisation>()
            .AddSingleton<LogReader>()
            .AddSingleton<LogExporter>()
            .AddSingleton<LogKeys>()
            .AddSingleton<Pseudonyms>()
            .AddSingleton<CheckpointArchive>()
            .AddSingleton<Statements>()
            .AddSingleton<CheckpointMaker>()
            .AddSingleton<IChainProofs>(provider => provider.GetRequiredService<CheckpointMaker>())
            .AddSingleton(provider => new LogVerifier(
                provider.GetRequiredService<IDbContextFactory<LogContext>>(), provider.GetRequiredService<LogKeys>(),
                provider.GetRequiredService<CheckpointArchive>(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(provider => new LogWriter(
                provider.GetRequiredService<ILogStore>(), provider.GetRequiredService<Reserve>(), Options(provider),
                provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<LogWriter>>()));

    private static IServiceCollection AddSqlite<TContext>(this IServiceCollection services)
        where TContext : LogContext => services
        .AddDbContextFactory<TContext>((provider, options) => options
            .UseSqlite(Options(provider).Store, sqlite => sqlite.CommandTimeout(2))
            .AddInterceptors(new DurableConnections()))
        .AddSingleton<IDbContextFactory<LogContext>, ContextFactory<TContext>>()
        .AddSingleton<IStoreMigration, SqliteMigration>()
        .AddSingleton<IRemoval>(provider =>
            new SqliteRemoval(provider.GetRequiredService<IDbContextFactory<LogContext>>(), Options(provider).Store))
        .AddSingleton(provider => new Reserve(new SqliteConnectionStringBuilder(Options(provider).Store).DataSource))
        .AddSingleton<ILogStore>(provider =>
            new SqliteStore(Options(provider).Store, Options(provider).Schema, provider.GetRequiredService<Reserve>()))
        .AddSingleton<IProofStore>(provider => new ProofStore(provider.GetRequiredService<IDbContextFactory<LogContext>>(), () => true));

    private static IServiceCollection AddPostgres<TContext>(this IServiceCollection services)
        where TContext : LogContext
    {
        KeepThreads();
        return services
            .AddDbContextFactory<TContext>((provider, options) => options
                .UseNpgsql(PostgresConnections.Pooled(Options(provider).Store),
                    postgres => postgres.ExecutionStrategy(needs => new NonRetryingExecutionStrategy(needs))))
            .AddSingleton<IDbContextFactory<LogContext>, ContextFactory<TContext>>()
            .AddSingleton<IStoreMigration>(provider => new PostgresMigration(
                ContextOf<TContext>, Options(provider), provider.GetRequiredService<ILogger<PostgresMigration>>()))
            .AddSingleton<IRemoval>(provider => new PostgresRemoval(Options(provider), ContextOf<TContext>))
            .AddSingleton(new Reserve(null))
            .AddSingleton<ILogStore>(provider => new PostgresStore(Options(provider).Store, Options(provider).Schema))
            .AddSingleton<IProofStore>(provider => new ProofStore(
                provider.GetRequiredService<IDbContextFactory<LogContext>>(), () => provider.GetRequiredService<Sealer>().IsHolder))
            .AddSingleton<Sealer>();
    }

    private static LogContext ContextOf<TContext>(string connection)
        where TContext : LogContext =>
        (LogContext)Activator.CreateInstance(typeof(TContext), new DbContextOptionsBuilder<TContext>()
            .UseNpgsql(connection, postgres => postgres.ExecutionStrategy(needs => new NonRetryingExecutionStrategy(needs))).Options)!;

    /// <summary>
    /// The library's calls to a server that stands still keep their threads, and answers that have to say so would wait for one: beyond
    /// this number the runtime adds few a second. Only here, because threads ready in their dozens make everything slower on a machine with
    /// few processors.
    /// </summary>
    private static void KeepThreads()
    {
        ThreadPool.GetMinThreads(out var workers, out var others);
        ThreadPool.SetMinThreads(Math.Max(workers, 64), others);
    }

    private static LogOptions Options(IServiceProvider provider) => provider.GetRequiredService<LogOptions>();
}
