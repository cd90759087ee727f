using Enterprise.VerifiableLog.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Enterprise.VerifiableLog.Store;

/// <summary>Reads the log; no read takes longer than <see cref="LogOptions.Deadline"/>.</summary>
internal sealed class LimitedReading(IDbContextFactory<LogContext> contexts, LogOptions options)
{
    private const int Interrupted = 9;

    /// <summary>A database library may need more than its own time-out to notice a server that stands still.</summary>
    private readonly TimeSpan _patience = options.Deadline + TimeSpan.FromMilliseconds(200);

    /// <summary>Runs one reading.</summary>
    /// <exception cref="LogException">The log could not be read, or not within the deadline.</exception>
    public async Task<T> ReadAsync<T>(Func<LogContext, Task<T>> read, CancellationToken cancel)
    {
        try
        {
            return await RunAsync(read, cancel).WaitAsync(_patience, TimeProvider.System, cancel);
        }
        catch (Exception slow) when (
            slow is SqliteException { SqliteErrorCode: Interrupted } or PostgresException { SqlState: PostgresErrorCodes.QueryCanceled })
        {
            throw new LogException(LogFailure.Slow, "A read of the log took too long.", slow);
        }
        catch (Exception fault) when (StoreFaults.Is(fault))
        {
            throw new LogException(LogFailure.Unavailable, "The access log could not be read.", fault);
        }
    }

    private async Task<T> RunAsync<T>(Func<LogContext, Task<T>> read, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await context.Database.OpenConnectionAsync(cancel);
        // PostgreSQL's connections come with the same limit, see PostgresConnections.
        using var limit = context.Database.GetDbConnection() is SqliteConnection file ? new ReadingLimit(file, options) : null;
        return await read(context);
    }
}
