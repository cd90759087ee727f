using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Retention;

/// <summary>How much room the log takes.</summary>
internal sealed class StoreSize(IDbContextFactory<LogContext> contexts, LogOptions options)
{
    /// <summary>The file, or null where the log is in a database server.</summary>
    private string? File { get; } = options.Database == StoreKind.Sqlite
        ? Path.GetFullPath(new SqliteConnectionStringBuilder(options.Store).DataSource)
        : null;

    /// <summary>The size of the file with its write-ahead log, or of the database, in bytes.</summary>
    public async Task<long> BytesAsync(CancellationToken cancel)
    {
        if (File is not null)
        {
            return new[] { File, $"{File}-wal" }.Where(System.IO.File.Exists).Sum(one => new FileInfo(one).Length);
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Database.SqlQuery<long>($"SELECT pg_database_size(current_database()) AS \"Value\"").SingleAsync(cancel);
    }

    /// <summary>
    /// The folder of the file, the used share of its disk, and its free bytes, as <c>df</c> counts: what is reserved for the system is not
    /// room for the log. Null where the log is in a database server.
    /// </summary>
    public (string Folder, double Share, long Free)? Disk()
    {
        if (File is null)
        {
            return null;
        }

        var folder = Path.GetDirectoryName(File)!;
        var disk = new DriveInfo(folder);
        var used = disk.TotalSize - disk.TotalFreeSpace;
        return (folder, (double)used / Math.Max(1, used + disk.AvailableFreeSpace), disk.AvailableFreeSpace);
    }
}
