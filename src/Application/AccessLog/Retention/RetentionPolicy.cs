namespace Enterprise.Application.AccessLog.Retention;

/// <summary>How long entries and their personal data are kept, in days, as configured.</summary>
/// <param name="Days">For every chain without a number of its own.</param>
/// <param name="DaysByChain">By <see cref="LogScope.Chain"/>.</param>
/// <param name="PseudonymiseAfterDays">The age at which personal data is replaced; null for never.</param>
public sealed record RetentionPolicy(int Days, IReadOnlyDictionary<string, int> DaysByChain, int? PseudonymiseAfterDays)
{
    /// <summary>The retention period of a chain, in days.</summary>
    public int DaysOf(LogScope chain) => DaysByChain.GetValueOrDefault(chain.Chain!, Days);
}
