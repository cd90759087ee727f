using Enterprise.Application.AccessLog;
using Enterprise.Application.Background;
using Enterprise.Infrastructure.AccessLog.Store;
using Enterprise.Infrastructure.AccessLog.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>Runs what reads the log: what it throws is said in the application's words, and no reading takes longer than <see cref="Limit"/>.</summary>
internal sealed class LimitedReading(IDbContextFactory<AccessLogContext> contexts, BackgroundWork work)
{
    /// <summary>How long one reading may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private const int Interrupted = 9;

    /// <summary>A database library may need more than its own time-out to notice a server that stands still.</summary>
    private static readonly TimeSpan Patience = Limit + TimeSpan.FromMilliseconds(200);

    /// <summary>Runs one reading.</summary>
    /// <exception cref="AccessLogUnavailableException">The log could not be read.</exception>
    /// <exception cref="AccessLogSlowException">It took longer than the limit.</exception>
    public async Task<T> ReadAsync<T>(Func<AccessLogContext, Task<T>> read, CancellationToken cancel)
    {
        try
        {
            return await RunAsync(read, cancel).WaitAsync(Patience, TimeProvider.System, cancel);
        }
        catch (Exception slow) when (slow is SqliteException { SqliteErrorCode: Interrupted } or PostgresException { SqlState: PostgresErrorCodes.QueryCanceled })
        {
            throw new AccessLogSlowException(slow);
        }
        catch (Exception fault) when (StoreFaults.Is(fault))
        {
            throw new AccessLogUnavailableException("The access log could not be read.", fault);
        }
    }

    private async Task<T> RunAsync<T>(Func<AccessLogContext, Task<T>> read, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await context.Database.OpenConnectionAsync(cancel);
        // PostgreSQL's connections come with the same limit, see PostgresConnections.
        using var limit = context.Database.GetDbConnection() is SqliteConnection file ? new ReadingLimit(file, Limit, work) : null;
        return await read(context);
    }
}
