using Enterprise.Domain.AccessLog;

namespace Enterprise.Infrastructure.AccessLog.Store;

/// <summary>Adding to a store: the part that is not the same for all databases. Used by one thread, but for <see cref="CommitTo"/>.</summary>
internal interface ILogStore
{
    /// <summary>Readies an entry for this database, with the salts and commitments of its personal parts. Whoever asks does that, several at once, so that nobody waits for it in the queue.</summary>
    /// <exception cref="ArgumentException">The entry does not say who.</exception>
    Committed CommitTo(AccessEntry entry);

    /// <summary>Makes entries durable, all or none, in one transaction.</summary>
    /// <param name="entries">The entries, in order.</param>
    /// <param name="probe">The time to write into the probe's row, or null.</param>
    void Append(IReadOnlyList<Committed> entries, DateTimeOffset? probe);

    /// <summary>Forgets the connection and everything known through it: what reported an error once is not trusted again.</summary>
    void Reopen();
}
