using Enterprise.Domain.Health;

namespace Enterprise.Application.Health;

/// <summary>Looks at one thing that the application needs. It runs in the background, never for a request.</summary>
public interface IProbe
{
    /// <summary>What is probed, in a few words.</summary>
    string Name { get; }

    /// <summary>How often it looks while all is well.</summary>
    TimeSpan Interval => TimeSpan.FromSeconds(5);

    /// <summary>Looks. A probe returns what it found; it throws only where its own code is wrong.</summary>
    /// <param name="cancel">Ends the look when its time is up.</param>
    /// <returns>How it stands, and one sentence for an operator.</returns>
    Task<(HealthStatus Status, string Text)> LookAsync(CancellationToken cancel);
}
