namespace Enterprise.VerifiableLog.Store.Postgres;

/// <summary>
/// Up to which position nothing can appear any more. Positions are given before they are committed, so a lower one may become visible after
/// a higher one. But whoever adds holds the table's lock from before the first position until after the commit: once all have gone who held
/// it after <c>last</c> was read, every position up to <c>last</c> is visible or will never be.
/// </summary>
/// <param name="floor">The position up to which everything is sealed.</param>
internal sealed class Horizon(long floor)
{
    private (long Last, IReadOnlyList<string> Writers)? _candidate;

    /// <summary>Whoever looks for entries without a seal need not look at this position or below.</summary>
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
