using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;

namespace Enterprise.Application.AccessLog;

/// <summary>
/// Records refusals of users who ask for too much in too short a time. The first of a user is an entry, durable before the answer; from then on there is one entry
/// for each second and user, with the number of refusals, so that nobody can fill the log by being refused.
/// </summary>
/// <param name="recorder">Writes the entries.</param>
/// <param name="clock">The time.</param>
public sealed class HurryLog(AccessRecorder recorder, TimeProvider clock)
{
    /// <summary>The reason of such entries, and the code of the refusal.</summary>
    public const string Reason = "too_many_requests";

    private readonly Tallies<(TenantId Tenant, string User), (Actor Actor, string Path)> _tallies = new(clock);

    /// <summary>Records one refusal.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="path">What was asked for.</param>
    /// <returns>True when the refusal has an entry of its own, which is durable then; false, at once, where it was counted.</returns>
    /// <exception cref="AccessLogUnavailableException">It could not be recorded.</exception>
    public async Task<bool> RecordAsync(Actor actor, string path)
    {
        if (!_tallies.IsAlone(KeyOf(actor), (actor, path)))
        {
            return false;
        }

        await WriteAsync(actor, path, occurrences: 1);
        return true;
    }

    /// <summary>Writes what was counted; to be called every second and once more at the end. A count that cannot be written is kept for the next call.</summary>
    /// <returns>What was written and is durable now: users with their numbers.</returns>
    public async Task<IReadOnlyList<(TenantUser User, int Number)>> FlushAsync()
    {
        var written = new List<(TenantUser, int)>();
        foreach (var (key, number, latest) in _tallies.Take())
        {
            try
            {
                await WriteAsync(latest.Actor, latest.Path, number);
                written.Add((latest.Actor.User, number));
            }
            catch (AccessLogUnavailableException)
            {
                _tallies.Return(key, number, latest);
            }
        }

        return written;
    }

    private static (TenantId, string) KeyOf(Actor actor) => (actor.User.Tenant, actor.User.Id);

    private Task WriteAsync(Actor actor, string path, int occurrences) =>
        recorder.RecordAsync(actor, AccessAction.OpenPage, AccessOutcome.Denied, new(Resource: path, Reason: Reason), occurrences);
}
