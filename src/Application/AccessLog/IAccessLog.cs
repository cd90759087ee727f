using Enterprise.Application.AccessLog.Reading;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;

namespace Enterprise.Application.AccessLog;

/// <summary>The access log. It can be added to and read; there is no third verb.</summary>
public interface IAccessLog
{
    /// <summary>
    /// Adds an entry. When the task is done the entry is durable, whatever happens to this process or this machine's power.
    /// </summary>
    /// <returns>A task that ends within <see cref="AccessLogDeadline"/>; no client's cancellation shortens it.</returns>
    /// <exception cref="AccessLogUnavailableException">The entry could not be made durable in time: nothing may be shown.</exception>
    Task AppendAsync(AccessEntry entry);

    /// <summary>Reads entries of one tenant, newest first.</summary>
    /// <param name="reader">Whose log: the reader's tenant, and for a reader of a subtenant only that subtenant.</param>
    /// <param name="before">Where the previous page ended; null for the newest.</param>
    /// <param name="size">At most how many entries.</param>
    /// <returns>The entries, newest first.</returns>
    Task<IReadOnlyList<LoggedEntry>> SearchAsync(
        TenantUser reader, AccessFilter filter, EntryCursor? before, int size, CancellationToken cancel);
}

/// <summary>An entry at its place in the log.</summary>
/// <param name="Sequence">Its number in its tenant's chain; null while it is not yet sealed, which lasts less than a second.</param>
public sealed record LoggedEntry(EntryCursor Cursor, AccessEntry Entry, long? Sequence);
