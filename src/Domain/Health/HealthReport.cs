namespace Enterprise.Domain.Health;

/// <summary>How the application stands: as bad as its worst item.</summary>
/// <param name="At">When the items were found, in UTC.</param>
/// <param name="Items">What each probe found, worst first.</param>
public sealed record HealthReport(DateTimeOffset At, IReadOnlyList<HealthItem> Items)
{
    /// <summary>The colour; red where nothing was probed.</summary>
    public HealthStatus Status => Items.Count == 0 ? HealthStatus.Red : Items.Max(item => item.Status);
}
