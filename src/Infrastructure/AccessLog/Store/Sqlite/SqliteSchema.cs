using Enterprise.Application;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Store.Sqlite;

/// <summary>Makes the file with its folder, in write-ahead mode.</summary>
internal sealed class SqliteSchema(IDbContextFactory<AccessLogContext> contexts) : ILogSchema
{
    public async Task MakeAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var store = new SqliteConnectionStringBuilder(context.Database.GetConnectionString()).DataSource;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(store))!);
            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancel);
            await context.Database.MigrateAsync(cancel);
            await context.NameInstanceAsync(cancel);
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                [$"ConnectionStrings:AccessLog names {Path.GetFullPath(store)}, which cannot be opened for writing ({fault.Message}): "
                    + "give a file in a folder that this service may write to."], fault);
        }
    }
}
