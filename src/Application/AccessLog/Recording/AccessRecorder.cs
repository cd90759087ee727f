using Enterprise.Application.AccessLog.Retention;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.AccessLog;

namespace Enterprise.Application.AccessLog.Recording;

/// <summary>Makes entries out of what happened and adds them to the log. The one place that decides what an entry says.</summary>
/// <param name="node">Which process answers.</param>
public sealed class AccessRecorder(IAccessLog log, ServiceNode node, TimeProvider clock)
{
    /// <summary>Records what a known user did or tried.</summary>
    /// <returns>A task that ends when the entry is durable.</returns>
    /// <exception cref="AccessLogUnavailableException">It could not be recorded: show nothing.</exception>
    public Task RecordAsync(ICaller caller, AccessAction action, AccessOutcome outcome, AccessFacts facts) =>
        RecordAsync(Actor.Of(caller), action, outcome, facts, occurrences: 1);

    /// <summary>Records what a known user did or tried, once or several times.</summary>
    /// <param name="occurrences">How many requests the entry stands for.</param>
    /// <returns>A task that ends when the entry is durable.</returns>
    /// <exception cref="AccessLogUnavailableException">It could not be recorded: show nothing.</exception>
    public Task RecordAsync(Actor actor, AccessAction action, AccessOutcome outcome, AccessFacts facts, int occurrences) =>
        log.AppendAsync(Entry(actor.Origin, action, outcome, facts, actor.User.Id, actor.User.Name) with
        {
            Tenant = actor.User.Tenant,
            TenantAsSeen = actor.User.TenantAsSeen,
            Subtenant = actor.User.Subtenant,
            Authentication = actor.Authentication,
            Occurrences = occurrences,
        });

    /// <summary>Records that an unauthenticated caller was refused. Such entries belong to no tenant.</summary>
    /// <param name="reason">Why it was refused, as a stable code.</param>
    /// <param name="occurrences">How many refusals of this reason the entry stands for.</param>
    /// <returns>A task that ends when the entry is durable.</returns>
    /// <exception cref="AccessLogUnavailableException">It could not be recorded.</exception>
    public Task RecordUnauthenticatedAsync(RequestOrigin origin, string reason, int occurrences) =>
        log.AppendAsync(Entry(origin, AccessAction.OpenPage, AccessOutcome.Denied, new(Reason: reason), null, null) with
        {
            Occurrences = occurrences,
        });

    /// <summary>Records an operator's command in the log of a tenant.</summary>
    /// <exception cref="AccessLogUnavailableException">It could not be recorded: remove nothing.</exception>
    public Task RecordAsync(LogOperator by, LogScope chain, AccessAction action, AccessOutcome outcome, AccessFacts facts) =>
        log.AppendAsync(Entry(new(by.CommandId, null, null, false, by.Command), action, outcome, facts, null, by.Name) with
        {
            Tenant = chain.Tenant,
            TenantAsSeen = chain.Tenant,
        });

    private AccessEntry Entry(RequestOrigin origin, AccessAction action, AccessOutcome outcome, AccessFacts facts, string? userId,
        string? userName)
    {
        var now = clock.GetUtcNow();
        return new AccessEntry
        {
            Id = Guid.CreateVersion7(now),
            At = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)),
            Subject = new(
                userId, userName, origin.Address,
                origin.Forwarded, origin.IsForwardedTrusted, origin.UserAgent),
            Action = action,
            Outcome = outcome,
            Reason = facts.Reason,
            Resource = facts.Resource,
            ResourceName = facts.ResourceName,
            Detail = facts.Detail,
            Items = facts.Items,
            Remark = origin.Remark,
            RequestId = origin.RequestId,
            Node = node.Name,
            Version = node.Version,
        };
    }
}

/// <summary>On what, and why not.</summary>
/// <param name="Resource">The id or path of what was accessed.</param>
/// <param name="ResourceName">Its name at the time.</param>
/// <param name="Detail">The filter that was asked for, as a query string.</param>
/// <param name="Items">How many items were shown.</param>
/// <param name="Reason">Why it was not granted, as a stable code.</param>
public sealed record AccessFacts(string? Resource = null, string? ResourceName = null, string? Detail = null, int Items = 0,
    string? Reason = null);
