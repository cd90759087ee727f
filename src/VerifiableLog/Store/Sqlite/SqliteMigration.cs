using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Store.Sqlite;

/// <summary>Makes the file with its folder, in write-ahead mode.</summary>
internal sealed class SqliteMigration(IDbContextFactory<LogContext> contexts, Reserve reserve, LogOptions options) : IStoreMigration
{
    public async Task MigrateAsync(CancellationToken cancel)
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
            throw StoreFaults.Unreadable($"{options.StoreSetting} names {Path.GetFullPath(store)}, which", fault);
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new LogException(
                LogFailure.Refused,
                $"{options.StoreSetting} names {Path.GetFullPath(store)}, which cannot be opened for writing ({fault.Message}): "
                    + "give a file in a folder that this service may write to.",
                fault);
        }
    }

    /// <summary>
    /// Migrates where there is something to migrate. The framework locks by a row, which a process that is killed leaves behind and every
    /// later start would wait for without end; so the row goes first. Each migration is one transaction: of two processes at the same
    /// moment one is refused.
    /// </summary>
    private static async Task MigrateAsync(LogContext context, CancellationToken cancel)
    {
        if ((await context.Database.GetPendingMigrationsAsync(cancel)).Any())
        {
            await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS __EFMigrationsLock;", cancel);
            await context.Database.MigrateAsync(cancel);
        }
    }
}
