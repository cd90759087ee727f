namespace Enterprise.Infrastructure.InsightsHub.Identity;

/// <summary>
/// How often tokens may have the keys of one identity provider fetched again: once in 30 seconds for all of its tenants together, so that tokens with invented keys, for
/// however many tenants, cause no more than that. What a token of another tenant needs meanwhile comes with the next one, or with the regular fetch.
/// </summary>
internal sealed class RefetchLimit(TimeProvider clock)
{
    /// <summary>The least time between two fetches that tokens ask for.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private long? _last;

    /// <summary>Whether one may begin now, which then counts.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            if (_last is { } last && clock.GetElapsedTime(last) < Pause)
            {
                return false;
            }

            _last = clock.GetTimestamp();
            return true;
        }
    }
}
