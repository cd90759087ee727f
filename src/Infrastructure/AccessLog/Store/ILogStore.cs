using Enterprise.Domain.AccessLog;

namespace Enterprise.Infrastructure.AccessLog.Store;

/// <summary>Adding to a store: the part that is not the same for all databases. Used by one thread.</summary>
internal interface ILogStore
{
    /// <summary>Makes entries durable, all or none, in one transaction.</summary>
    /// <param name="entries">The entries, in order.</param>
    /// <param name="probe">The time to write into the probe's row, or null.</param>
    void Append(IReadOnlyList<AccessEntry> entries, DateTimeOffset? probe);

    /// <summary>Forgets the connection and everything known through it: what reported an error once is not trusted again.</summary>
    void Reopen();
}
