using Enterprise.Application;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Store.Sqlite;

/// <summary>Makes the file with its folder, in write-ahead mode.</summary>
internal sealed class SqliteSchema(IDbContextFactory<AccessLogContext> contexts, Reserve reserve) : ILogSchema
{
    public async Task MakeAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var store = new SqliteConnectionStringBuilder(context.Database.GetConnectionString()).DataSource;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(store))!);
            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancel);
            await MigrateAsync(context, cancel);
            await context.NameInstanceAsync(cancel);
            reserve.Keep();
        }
        catch (SqliteException fault) when (StoreFaults.IsDamage(fault))
        {
            throw StoreFaults.Unreadable($"ConnectionStrings:AccessLog names {Path.GetFullPath(store)}, which", fault);
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                [$"ConnectionStrings:AccessLog names {Path.GetFullPath(store)}, which cannot be opened for writing ({fault.Message}): "
                    + "give a file in a folder that this service may write to."], fault);
        }
    }

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
