using Enterprise.Application.Tenancy;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;

namespace Enterprise.Application.AccessLog.Recording;

/// <summary>
/// Records requests that are refused before they reach a use case. A single refusal is an entry of its own, durable before the response.
/// In a flood of unauthenticated or throttled requests there is one entry per second, reason and user, with the number of refusals, so
/// that refusals cannot fill the log.
/// </summary>
public sealed class RefusalRecorder(AccessRecorder recorder, TimeProvider clock)
{
    /// <summary>The reason of entries of throttled users, and the code of the refusal.</summary>
    public const string TooManyRequests = "too_many_requests";

    /// <summary>The reason of entries of users without the required role, and the code of the refusal.</summary>
    public const string RoleMissing = "role_missing";

    private readonly BurstCounter<Key, Func<int, Task>> _counter = new(clock);

    /// <summary>Records that a request without a valid token was refused.</summary>
    /// <param name="reason">One of a few stable codes, never text from the request.</param>
    /// <returns>True if the refusal has its own durable entry; false, at once, if it was counted.</returns>
    /// <exception cref="AccessLogUnavailableException">The entry could not be written.</exception>
    public Task<bool> RecordUnauthenticatedAsync(RequestOrigin origin, string reason) =>
        RecordAsync(new(null, reason), number => recorder.RecordUnauthenticatedAsync(origin, reason, number));

    /// <summary>Records that a user exceeded the request limit.</summary>
    /// <returns>True if the refusal has its own durable entry; false, at once, if it was counted.</returns>
    /// <exception cref="AccessLogUnavailableException">The entry could not be written.</exception>
    public Task<bool> RecordThrottledAsync(Actor actor, string path) => RecordAsync(
        new((actor.User.Tenant, actor.User.Id), TooManyRequests),
        number => recorder.RecordAsync(
            actor, AccessAction.OpenPage, AccessOutcome.Denied, new(Resource: path, Reason: TooManyRequests), number));

    /// <summary>Records that a user without the required role was refused a page.</summary>
    /// <exception cref="AccessLogUnavailableException">The entry could not be written.</exception>
    public Task RecordForbiddenAsync(ICaller caller, string path, string role) => recorder.RecordAsync(
        caller, AccessAction.OpenPage, AccessOutcome.Denied, new(Resource: path, Detail: role, Reason: RoleMissing));

    /// <summary>
    /// Writes the counts. Call it every second and once at shutdown. A count that cannot be written is kept for the next call.
    /// </summary>
    /// <returns>The counts that are durable now.</returns>
    public async Task<IReadOnlyList<RefusalCount>> FlushAsync()
    {
        var written = new List<RefusalCount>();
        foreach (var (key, number, write) in _counter.Take())
        {
            try
            {
                await write(number);
                written.Add(new(key.User?.Tenant, key.User?.Id, key.Reason, number));
            }
            catch (AccessLogUnavailableException)
            {
                _counter.Return(key, number, write);
            }
        }

        return written;
    }

    private async Task<bool> RecordAsync(Key key, Func<int, Task> write)
    {
        if (!_counter.IsAlone(key, write))
        {
            return false;
        }

        await write(1);
        return true;
    }

    private sealed record Key((TenantId Tenant, string Id)? User, string Reason);
}

/// <summary>A number of refusals that one entry stands for.</summary>
/// <param name="Tenant">The throttled user's tenant; null for unauthenticated callers.</param>
/// <param name="UserId">The throttled user; null for unauthenticated callers.</param>
/// <param name="Reason">The code of the refusals.</param>
/// <param name="Number">How many.</param>
public sealed record RefusalCount(TenantId? Tenant, string? UserId, string Reason, int Number);
