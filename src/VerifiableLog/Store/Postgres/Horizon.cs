namespace Enterprise.VerifiableLog.Store.Postgres;

/// <summary>
/// The position up to which no entry can appear any more. Positions are assigned before the commit, so a lower one may become visible after
/// a higher one. But a transaction that adds entries holds the table's lock from before its first position until after its commit: once all
/// that held it when <c>last</c> was read have ended, every position up to <c>last</c> is visible or never will be.
/// </summary>
/// <param name="floor">The position up to which everything is sealed.</param>
internal sealed class Horizon(long floor)
{
    private (long Last, IReadOnlyList<string> Writers)? _candidate;

    /// <summary>The search for entries without a seal can begin after this position.</summary>
    public long Floor { get; private set; } = floor;

    /// <summary>Takes note of the server's state, read in this order.</summary>
    /// <param name="last">The last position that was given.</param>
    /// <param name="writers">The transactions that hold the table's lock for adding.</param>
    /// <returns>A promise for a search that begins after this: everything up to here is visible to it. Null while there is none.</returns>
    public long? Observe(long last, IReadOnlyList<string> writers)
    {
        _candidate ??= (last, writers);
        return _candidate.Value.Writers.Intersect(writers, StringComparer.Ordinal).Any() ? null : _candidate.Value.Last;
    }

    /// <summary>Everything that was promised has been found and sealed.</summary>
    public void Rise(long promised)
    {
        Floor = Math.Max(Floor, promised);
        _candidate = null;
    }
}
