using Enterprise.Infrastructure.AccessLog.Store.Postgres;
using Enterprise.Infrastructure.AccessLog.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Enterprise.Infrastructure.AccessLog.Store;

/// <summary>Registers the database that holds the log: everything that is not the same for all.</summary>
internal static class StoreServices
{
    public static IServiceCollection AddStore(this IServiceCollection services, StoreKind kind) => kind switch
    {
        StoreKind.PostgreSql => services.AddPostgres(),
        _ => services.AddSqlite(),
    };

    private static IServiceCollection AddSqlite(this IServiceCollection services) => services
        .AddDbContextFactory<SqliteAccessLogContext>((provider, options) => options
            .UseSqlite(StoreOf(provider), sqlite => sqlite.CommandTimeout(2))
            .AddInterceptors(new DurableConnections()))
        .AddSingleton<IDbContextFactory<AccessLogContext>, ContextFactory<SqliteAccessLogContext>>()
        .AddSingleton<ILogSchema, SqliteSchema>()
        .AddSingleton(provider => new Reserve(new SqliteConnectionStringBuilder(StoreOf(provider)).DataSource))
        .AddSingleton<ILogStore>(provider => new SqliteStore(StoreOf(provider), provider.GetRequiredService<Reserve>()))
        .AddSingleton<IProofStore>(provider => new ProofStore(provider.GetRequiredService<IDbContextFactory<AccessLogContext>>(), () => true));

    private static IServiceCollection AddPostgres(this IServiceCollection services)
    {
        KeepThreads();
        return services
            .AddDbContextFactory<PostgresAccessLogContext>((provider, options) => options
                .UseNpgsql(PostgresConnections.Pooled(StoreOf(provider)), postgres => postgres.ExecutionStrategy(needs => new NonRetryingExecutionStrategy(needs))))
            .AddSingleton<IDbContextFactory<AccessLogContext>, ContextFactory<PostgresAccessLogContext>>()
            .AddSingleton<ILogSchema, PostgresSchema>()
            .AddSingleton(new Reserve(null))
            .AddSingleton<ILogStore>(provider => new PostgresStore(StoreOf(provider)))
            .AddSingleton<IProofStore>(provider => new ProofStore(
                provider.GetRequiredService<IDbContextFactory<AccessLogContext>>(), () => provider.GetRequiredService<Sealer>().IsHolder))
            .AddSingleton<Sealer>()
            .AddHostedService(provider => provider.GetRequiredService<Sealer>());
    }

    /// <summary>
    /// The library's calls to a server that stands still keep their threads, and answers that have to say so would wait for one: beyond this number the runtime adds few a
    /// second. Only here, because threads ready in their dozens make everything slower on a machine with few processors.
    /// </summary>
    private static void KeepThreads()
    {
        ThreadPool.GetMinThreads(out var workers, out var others);
        ThreadPool.SetMinThreads(Math.Max(workers, 64), others);
    }

    private static string StoreOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<AccessLogOptions>>().Value.Store;
}
