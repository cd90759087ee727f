using Enterprise.VerifiableLog.Integrity;

namespace Enterprise.VerifiableLog.Store;

/// <summary>Adding to a store: the part that differs between databases. Used by one thread.</summary>
internal interface ILogStore
{
    /// <summary>Makes entries durable, all or none, in one transaction.</summary>
    /// <param name="entries">The entries, in order.</param>
    /// <param name="probe">The time to write into the probe's row, or null.</param>
    void Append(IReadOnlyList<PreparedEntry> entries, DateTimeOffset? probe);

    /// <summary>Closes the connection and forgets what was read through it, after a fault.</summary>
    void Reopen();
}
