namespace Enterprise.Sandbox.Faults;

/// <summary>Which requests fail, and how.</summary>
/// <param name="Kind">The <see cref="FaultKind.Key"/>.</param>
public sealed record FaultRule(string Kind)
{
    /// <summary>The paths that fail, <c>*</c> for any characters and <c>|</c> between alternatives; null for those of the kind.</summary>
    public string? Path { get; init; }

    /// <summary>The name of the tenant whose requests fail; null for all tenants.</summary>
    public string? Tenant { get; init; }

    /// <summary>Every so many requests fail: 1 for each, 3 for every third.</summary>
    public int Every { get; init; } = 1;

    /// <summary>For how long; null until it is removed.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How late an answer is with <c>slow</c>; null for <see cref="SandboxOptions.SlowAnswer"/>.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>The value of <c>Retry-After</c>.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(2);
}
