using Enterprise.Application;
using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>Brings the store to this version's shape before anything is served. Without a log there is no service.</summary>
internal sealed class AccessLogMigration(IDbContextFactory<AccessLogContext> contexts) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var store = new SqliteConnectionStringBuilder(context.Database.GetConnectionString()).DataSource;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(store))!);
            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
            await MigrateAsync(context, cancellationToken);
            if (!await context.Instances.AnyAsync(cancellationToken))
            {
                context.Instances.Add(new InstanceRow { Id = 1, Instance = Guid.NewGuid() });
                await context.SaveChangesAsync(cancellationToken);
            }
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                [$"ConnectionStrings:AccessLog names {Path.GetFullPath(store)}, which cannot be opened for writing ({fault.Message}): "
                    + "give a file in a folder that this service may write to."], fault);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Migrates where there is something to migrate. The framework locks by a row, which a process that is killed leaves behind and every later start would wait
    /// for without end; so the row goes first. Each migration is one transaction: of two processes at the same moment one is refused.
    /// </summary>
    private static async Task MigrateAsync(AccessLogContext context, CancellationToken cancel)
    {
        if ((await context.Database.GetPendingMigrationsAsync(cancel)).Any())
        {
            await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS __EFMigrationsLock;", cancel);
            await context.Database.MigrateAsync(cancel);
        }
    }
}
