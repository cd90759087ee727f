namespace Enterprise.Application.AccessLog.Recording;

/// <summary>
/// Limits how many single records a burst of equal events causes. The first event of a key is reported alone; further events are counted
/// until a second passes without one.
/// </summary>
/// <typeparam name="TKey">What makes events equal.</typeparam>
/// <typeparam name="TLatest">What is kept of the latest counted event.</typeparam>
public sealed class BurstCounter<TKey, TLatest>(TimeProvider clock)
    where TKey : notnull
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Count> _counts = [];

    /// <summary>Adds one event.</summary>
    /// <returns>True if the event is to be reported alone; false if it was counted.</returns>
    public bool IsAlone(TKey key, TLatest latest)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (!_counts.TryGetValue(key, out var count))
            {
                _counts.Add(key, new(latest) { Since = now });
                return true;
            }

            if (count.Number == 0 && now - count.Since >= Window)
            {
                count.Since = now;
                return true;
            }

            count.Number++;
            count.Latest = latest;
            return false;
        }
    }

    /// <summary>
    /// Returns the counts since the last call and resets them. Call it every second; keys without an event for a second are removed.
    /// </summary>
    public IReadOnlyList<(TKey Key, int Number, TLatest Latest)> Take()
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var taken = new List<(TKey, int, TLatest)>();
            foreach (var (key, count) in _counts)
            {
                if (count.Number > 0)
                {
                    taken.Add((key, count.Number, count.Latest));
                    (count.Number, count.Since) = (0, now);
                }
                else if (now - count.Since >= Window)
                {
                    _counts.Remove(key);
                }
            }

            return taken;
        }
    }

    /// <summary>Adds back a count that could not be written; the next <see cref="Take"/> returns it with the events since.</summary>
    public void Return(TKey key, int number, TLatest latest)
    {
        lock (_lock)
        {
            if (!_counts.TryGetValue(key, out var count))
            {
                _counts.Add(key, count = new(latest) { Since = clock.GetUtcNow() });
            }

            count.Number += number;
        }
    }

    private sealed class Count(TLatest latest)
    {
        public DateTimeOffset Since { get; set; }

        public int Number { get; set; }

        public TLatest Latest { get; set; } = latest;
    }
}
