using System.Collections.Concurrent;
using Enterprise.Application.Tenancy;

namespace Enterprise.Application.AccessLog;

/// <summary>
/// Records refusals of requests that nobody can be named for. One by one they are entries like all others, durable before the answer; in a flood
/// only the first is, and from then on there is one entry for each second and reason, with the number of refusals.
/// </summary>
/// <param name="recorder">Writes the entries.</param>
/// <param name="clock">The time.</param>
public sealed class StrangerLog(AccessRecorder recorder, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Tally> _tallies = new(StringComparer.Ordinal);

    /// <summary>Records one refusal.</summary>
    /// <param name="origin">Where the request came from.</param>
    /// <param name="reason">Why it was refused: one of few stable codes, never text from the request.</param>
    /// <returns>True when the refusal has an entry of its own, which is durable then; false, at once, where it was counted.</returns>
    /// <exception cref="AccessLogUnavailableException">It could not be recorded.</exception>
    public async Task<bool> RecordAsync(RequestOrigin origin, string reason)
    {
        var tally = _tallies.GetOrAdd(reason, _ => new Tally());
        lock (tally)
        {
            var now = clock.GetUtcNow();
            if (tally.Counted > 0 || now - tally.LastEntry < Window)
            {
                tally.Counted++;
                tally.Latest = origin;
                return false;
            }

            tally.LastEntry = now;
        }

        await recorder.RecordStrangerAsync(origin, reason, occurrences: 1);
        return true;
    }

    /// <summary>Writes what was counted; to be called every second and once more at the end. A count that cannot be written is kept for the next call.</summary>
    /// <returns>What was written and is durable now: reasons with their numbers.</returns>
    public async Task<IReadOnlyList<(string Reason, int Number)>> FlushAsync()
    {
        var written = new List<(string, int)>();
        foreach (var (reason, tally) in _tallies)
        {
            var (counted, origin) = tally.Take(clock.GetUtcNow());
            if (counted == 0)
            {
                continue;
            }

            try
            {
                await recorder.RecordStrangerAsync(origin!, reason, counted);
                written.Add((reason, counted));
            }
            catch (AccessLogUnavailableException)
            {
                tally.Return(counted);
            }
        }

        return written;
    }

    private sealed class Tally
    {
        public DateTimeOffset LastEntry { get; set; } = DateTimeOffset.MinValue;

        public int Counted { get; set; }

        public RequestOrigin? Latest { get; set; }

        public (int Counted, RequestOrigin? Origin) Take(DateTimeOffset now)
        {
            lock (this)
            {
                var counted = Counted;
                Counted = 0;
                LastEntry = counted > 0 ? now : LastEntry;
                return (counted, Latest);
            }
        }

        public void Return(int counted)
        {
            lock (this)
            {
                Counted += counted;
            }
        }
    }
}
