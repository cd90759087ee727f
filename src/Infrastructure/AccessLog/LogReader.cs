using Enterprise.Application.AccessLog;
using Enterprise.Infrastructure.AccessLog.Store;
using Enterprise.Infrastructure.AccessLog.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>Runs what reads the log: what it throws is said in the application's words, and no reading takes longer than <see cref="Limit"/>.</summary>
internal sealed class LogReader(IDbContextFactory<AccessLogContext> contexts, TimeProvider clock)
{
    /// <summary>How long one reading may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private const int Interrupted = 9;

    /// <exception cref="AccessLogUnavailableException">The log could not be read.</exception>
    /// <exception cref="AccessLogSlowException">It took longer than the limit.</exception>
    public async Task<T> ReadAsync<T>(Func<AccessLogContext, Task<T>> read, CancellationToken cancel)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancel);
            await context.Database.OpenConnectionAsync(cancel);
            using var limit = new ReadingLimit((SqliteConnection)context.Database.GetDbConnection(), Limit, clock);
            return await read(context);
        }
        catch (SqliteException slow) when (slow.SqliteErrorCode == Interrupted)
        {
            throw new AccessLogSlowException(slow);
        }
        catch (SqliteException fault)
        {
            throw new AccessLogUnavailableException("The access log could not be read.", fault);
        }
    }
}
