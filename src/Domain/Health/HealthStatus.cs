namespace Enterprise.Domain.Health;

/// <summary>The colour that the platform's monitor reads; a later one is a worse one.</summary>
public enum HealthStatus
{
    /// <summary>Serving.</summary>
    Green,

    /// <summary>Serving with something missing.</summary>
    Yellow,

    /// <summary>Not able to serve.</summary>
    Red,
}
