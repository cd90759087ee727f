using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Enterprise.Infrastructure.AccessLog.Store;

/// <summary>
/// Sets on every connection what durability needs: a commit has reached the disk before it returns. FULL is set and not left to a default,
/// because with NORMAL the last commits before a power cut are lost. Source: SQLite's documentation of <c>PRAGMA synchronous</c>.
/// </summary>
internal sealed class DurableConnections : DbConnectionInterceptor
{
    public const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Execute(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
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
