namespace Enterprise.Domain.Health;

/// <summary>What one probe found.</summary>
/// <param name="Name">What was probed, in a few words.</param>
/// <param name="Text">Why, and what to do: one sentence for an operator, without secrets.</param>
/// <param name="Since">Since when it has had this status, in UTC.</param>
public sealed record HealthItem(string Name, HealthStatus Status, string Text, DateTimeOffset Since);
