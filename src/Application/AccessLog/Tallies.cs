namespace Enterprise.Application.AccessLog;

/// <summary>
/// Counts what may come in a flood. Of each kind the first one stands alone; what follows within a second, and everything while something is still counted, is a
/// number that is taken every second. A kind that was quiet for a second is forgotten.
/// </summary>
/// <typeparam name="TKey">The kind.</typeparam>
/// <typeparam name="TLatest">What is kept of the latest one.</typeparam>
/// <param name="clock">The time.</param>
public sealed class Tallies<TKey, TLatest>(TimeProvider clock)
    where TKey : notnull
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Lock _door = new();
    private readonly Dictionary<TKey, Tally> _tallies = [];

    /// <summary>Takes one in.</summary>
    /// <param name="key">Its kind.</param>
    /// <param name="latest">What is kept of it where it is counted.</param>
    /// <returns>True where it stands alone; false where it was counted.</returns>
    public bool IsAlone(TKey key, TLatest latest)
    {
        lock (_door)
        {
            var now = clock.GetUtcNow();
            if (!_tallies.TryGetValue(key, out var tally))
            {
                _tallies.Add(key, new(latest) { Since = now });
                return true;
            }

            if (tally.Counted == 0 && now - tally.Since >= Window)
            {
                tally.Since = now;
                return true;
            }

            tally.Counted++;
            tally.Latest = latest;
            return false;
        }
    }

    /// <summary>Takes the numbers out; to be called every second.</summary>
    /// <returns>Of each kind that was counted how many, and the latest.</returns>
    public IReadOnlyList<(TKey Key, int Number, TLatest Latest)> Take()
    {
        lock (_door)
        {
            var now = clock.GetUtcNow();
            var taken = new List<(TKey, int, TLatest)>();
            foreach (var (key, tally) in _tallies)
            {
                if (tally.Counted > 0)
                {
                    taken.Add((key, tally.Counted, tally.Latest));
                    (tally.Counted, tally.Since) = (0, now);
                }
                else if (now - tally.Since >= Window)
                {
                    _tallies.Remove(key);
                }
            }

            return taken;
        }
    }

    /// <summary>Puts a number back that could not be written; it is taken again with the next ones.</summary>
    /// <param name="key">The kind.</param>
    /// <param name="number">How many.</param>
    /// <param name="latest">The latest of them.</param>
    public void Return(TKey key, int number, TLatest latest)
    {
        lock (_door)
        {
            if (!_tallies.TryGetValue(key, out var tally))
            {
                _tallies.Add(key, tally = new(latest) { Since = clock.GetUtcNow() });
            }

            tally.Counted += number;
        }
    }

    private sealed class Tally(TLatest latest)
    {
        public DateTimeOffset Since { get; set; }

        public int Counted { get; set; }

        public TLatest Latest { get; set; } = latest;
    }
}
