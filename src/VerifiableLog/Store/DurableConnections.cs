using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Enterprise.VerifiableLog.Store;

/// <summary>
/// Sets on every connection what durability needs: a commit has reached the disk before it returns. FULL is set and not left to a default,
/// because with NORMAL the last commits before a power cut are lost. Source: SQLite's documentation of <c>PRAGMA synchronous</c>. A commit
/// syncs once, but one that moves the write-ahead log into the file three times more, and every commit waits. So it is done every 24 MB
/// instead of every 4; the ends of the indexes, which each commit writes again, are then moved only once.
/// </summary>
internal sealed class DurableConnections : DbConnectionInterceptor
{
    public const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA wal_autocheckpoint=6000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Execute(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default)
    {
        Execute(connection);
        return Task.CompletedTask;
    }

    private static void Execute(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }
}
