using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Enterprise.VerifiableLog.Store;

/// <summary>
/// Sets on every connection what durability needs: a commit has reached the disk before it returns. FULL is set and not left to a default,
/// because with NORMAL the last commits before a power cut are lost. Source: SQLite's documentation of <c>PRAGMA synchronous</c>. A commit
/// syncs once, but one that moves the write-ahead log into the file three times more, and everybody waits: so that is done every 24 MB and
/// not every 4, whoever commits, when the ends of the indexes, written again and again, are moved once.
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
