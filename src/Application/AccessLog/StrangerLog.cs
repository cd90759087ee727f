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
    private readonly Tallies<string, RequestOrigin> _tallies = new(clock);

    /// <summary>Records one refusal.</summary>
    /// <param name="origin">Where the request came from.</param>
    /// <param name="reason">Why it was refused: one of few stable codes, never text from the request.</param>
    /// <returns>True when the refusal has an entry of its own, which is durable then; false, at once, where it was counted.</returns>
    /// <exception cref="AccessLogUnavailableException">It could not be recorded.</exception>
    public async Task<bool> RecordAsync(RequestOrigin origin, string reason)
    {
        if (!_tallies.IsAlone(reason, origin))
        {
            return false;
        }

        await recorder.RecordStrangerAsync(origin, reason, occurrences: 1);
        return true;
    }

    /// <summary>Writes what was counted; to be called every second and once more at the end. A count that cannot be written is kept for the next call.</summary>
    /// <returns>What was written and is durable now: reasons with their numbers.</returns>
    public async Task<IReadOnlyList<(string Reason, int Number)>> FlushAsync()
    {
        var written = new List<(string, int)>();
        foreach (var (reason, number, origin) in _tallies.Take())
        {
            try
            {
                await recorder.RecordStrangerAsync(origin, reason, number);
                written.Add((reason, number));
            }
            catch (AccessLogUnavailableException)
            {
                _tallies.Return(reason, number, origin);
            }
        }

        return written;
    }
}
