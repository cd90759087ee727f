namespace Enterprise.Application.AccessLog.Retention.PersonalData;

/// <summary>The steps of pseudonymisation.</summary>
public interface IPseudonymisation
{
    /// <summary>Counts the older entries of a chain that still have personal data.</summary>
    Task<long> CountAsync(LogScope chain, DateTimeOffset before, CancellationToken cancel);

    /// <summary>Appends the signed statement that allows the removal.</summary>
    /// <exception cref="AccessLogUnavailableException">It could not be stored.</exception>
    Task StateAsync(PlanPseudonymise.Plan plan, CancellationToken cancel);

    /// <summary>Replaces the personal data in steps, and removes filters that may name a user.</summary>
    /// <returns>The number of entries changed.</returns>
    Task<long> ReplaceAsync(LogScope chain, DateTimeOffset before, IProgress<long> progress, CancellationToken cancel);
}
