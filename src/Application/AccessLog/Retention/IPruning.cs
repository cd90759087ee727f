namespace Enterprise.Application.AccessLog.Retention;

/// <summary>
/// The steps of pruning. A chain loses entries 1 to n, never one from the middle. The seal of n remains, so that the rest can be verified.
/// </summary>
public interface IPruning
{
    /// <summary>Counts the entries before the first that is not older.</summary>
    /// <returns>The number of the last of them, and how many they are; 0 and 0 if there are none.</returns>
    Task<(long Last, long Entries)> FindAsync(LogScope chain, DateTimeOffset before, CancellationToken cancel);

    /// <summary>The last entry that a signed statement allows to remove; 0 without a statement.</summary>
    Task<long> StatedAsync(LogScope chain, CancellationToken cancel);

    /// <summary>Appends the signed statement that allows the removal and names the seal that remains.</summary>
    /// <exception cref="AccessLogUnavailableException">It could not be stored.</exception>
    Task StateAsync(PlanPrune.Plan plan, CancellationToken cancel);

    /// <summary>Removes entries in steps; after each step the chain is valid.</summary>
    /// <returns>The number of entries removed.</returns>
    Task<long> RemoveAsync(LogScope chain, long last, IProgress<long> progress, CancellationToken cancel);
}
