namespace Enterprise.Infrastructure.InsightsHub;

/// <summary>The time that the platform's answers to one request may take together. It begins with the first call.</summary>
internal sealed class PlatformBudget(TimeProvider clock) : IDisposable
{
    /// <summary>The time for all calls of one request, their retries included.</summary>
    public static readonly TimeSpan Whole = TimeSpan.FromSeconds(8);

    private readonly Lock _gate = new();
    private CancellationTokenSource? _end;
    private long _begun;

    /// <summary>Cancelled when the time is over; the first use begins it.</summary>
    public CancellationToken End
    {
        get
        {
            lock (_gate)
            {
                if (_end is null)
                {
                    _begun = clock.GetTimestamp();
                    _end = new(Whole, clock);
                }

                return _end.Token;
            }
        }
    }

    /// <summary>Whether an answer to a call that begins after this wait could still be in time.</summary>
    public bool Allows(TimeSpan wait) => wait < Whole - clock.GetElapsedTime(_begun);

    /// <summary>The time until a moment.</summary>
    public TimeSpan Until(DateTimeOffset moment) => moment - clock.GetUtcNow();

    /// <summary>Ends what still runs: the request is over.</summary>
    public void Dispose()
    {
        _end?.Cancel();
        _end?.Dispose();
    }
}
