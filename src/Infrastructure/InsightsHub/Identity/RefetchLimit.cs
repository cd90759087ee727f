namespace Enterprise.Infrastructure.InsightsHub.Identity;

/// <summary>
/// Limits how often the keys of one identity provider are fetched out of turn, because a token names an unknown key or because a fetch
/// failed: once in 10 seconds for all of its tenants together. Key sets that have to wait are served in the order in which they asked,
/// so that tokens of one tenant cannot keep out the keys of another.
/// </summary>
internal sealed class RefetchLimit(TimeProvider clock)
{
    /// <summary>The least time between two such fetches. With a regular one every 2 minutes that is at most 7 fetches a minute.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly List<SigningKeys> _waiting = [];
    private long? _last;

    /// <summary>The time until the next fetch may begin; zero where it may begin now.</summary>
    public TimeSpan Remaining
    {
        get
        {
            lock (_gate)
            {
                return Left;
            }
        }
    }

    private TimeSpan Left => _last is { } last && Pause - clock.GetElapsedTime(last) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    /// <summary>Puts a key set at the end of the queue unless it waits already.</summary>
    public void Ask(SigningKeys keys)
    {
        lock (_gate)
        {
            if (!_waiting.Contains(keys))
            {
                _waiting.Add(keys);
            }
        }
    }

    /// <summary>Takes a key set out of the queue, because a fetch of it begins.</summary>
    public void Remove(SigningKeys keys)
    {
        lock (_gate)
        {
            _waiting.Remove(keys);
        }
    }

    /// <summary>The key set whose fetch may begin now, which then counts; null where none waits or the limit does not allow it.</summary>
    public SigningKeys? Next()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0 || Left > TimeSpan.Zero)
            {
                return null;
            }

            var next = _waiting[0];
            _waiting.RemoveAt(0);
            _last = clock.GetTimestamp();
            return next;
        }
    }

    /// <summary>The time until a fetch of this key set may begin.</summary>
    public TimeSpan WaitOf(SigningKeys keys)
    {
        lock (_gate)
        {
            return Left + (Pause * Math.Max(0, _waiting.IndexOf(keys)));
        }
    }
}
