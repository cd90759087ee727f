namespace Enterprise.Application.Background;

/// <summary>How a piece of background work stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsEssential">Whether the service cannot serve without it.</param>
public sealed record WorkState(string Name, bool IsEssential)
{
    /// <summary>How long a fault counts as recent. Faults that are no further apart are one series.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromMinutes(1);

    /// <summary>False while a failed loop waits for its next start, and after a failed job or timer.</summary>
    public bool IsRunning { get; init; } = true;

    /// <summary>How many faults the latest series has.</summary>
    public int Failures { get; init; }

    /// <summary>When the latest series began, in UTC.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When the latest fault was, in UTC.</summary>
    public DateTimeOffset Last { get; init; }

    /// <summary>The latest fault.</summary>
    public Exception? Cause { get; init; }

    /// <summary>Whether it failed recently.</summary>
    /// <param name="now">The time, in UTC.</param>
    public bool IsFailing(DateTimeOffset now) => Cause is not null && now - Last < Recent;

    internal WorkState Failed(Exception fault, DateTimeOffset now) => this with
    {
        IsRunning = false, Failures = IsFailing(now) ? Failures + 1 : 1, Since = IsFailing(now) ? Since : now, Last = now, Cause = fault,
    };
}
