using Enterprise.Domain.Tenancy;

namespace Enterprise.Domain.AccessLog;

/// <summary>
/// One fact of the access log: who did or tried what, when, on what, with which outcome. Entries are only ever added. An entry never holds
/// a token, a cookie or asset data.
/// </summary>
public sealed record AccessEntry
{
    /// <summary>The greatest length of a resource, its name or the detail, in characters.</summary>
    public const int MaxText = 512;

    /// <summary>The greatest length of a reason code or a request id, in characters.</summary>
    public const int MaxCode = 64;

    /// <summary>The entry's id, unique everywhere and for ever (UUID version 7).</summary>
    public required Guid Id { get; init; }

    /// <summary>When, in UTC with microseconds.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The tenant whose log this is, or null where no tenant could be trusted: such entries are no tenant's to read.</summary>
    public TenantId? Tenant { get; init; }

    /// <summary>
    /// The tenant's id as the token named it at the time; another than <see cref="Tenant"/> once the platform has moved the tenant.
    /// </summary>
    public TenantId? TenantAsSeen { get; init; }

    /// <summary>The subtenant of the user, if any.</summary>
    public SubtenantId? Subtenant { get; init; }

    /// <summary>Who and from where: the personal part. Null once it was erased; the entry itself stays.</summary>
    public required Subject? Subject { get; init; }

    /// <summary>How the user was known; null for an unauthenticated caller and for an operator's command.</summary>
    public AuthenticationContext? Authentication { get; init; }

    /// <summary>What was done or tried.</summary>
    public required AccessAction Action { get; init; }

    /// <summary>How it ended.</summary>
    public required AccessOutcome Outcome { get; init; }

    /// <summary>Why it was not granted, as a stable code such as <c>role_missing</c>; null when granted.</summary>
    public string? Reason { get; init; }

    /// <summary>The id of what was accessed, an asset's for example, or the path of a page.</summary>
    public string? Resource { get; init; }

    /// <summary>The name of what was accessed as it was at the time.</summary>
    public string? ResourceName { get; init; }

    /// <summary>
    /// The filter that was asked for, as a query string without a leading question mark. It may name a person, so it can be erased apart
    /// from the entry.
    /// </summary>
    public string? Detail { get; init; }

    /// <summary>
    /// Something remarkable about an access that was judged as usual, as a stable code such as
    /// <see cref="AccessRemark.TokenSeenElsewhere"/>; null for most.
    /// </summary>
    public string? Remark { get; init; }

    /// <summary>How many items were shown.</summary>
    public int Items { get; init; }

    /// <summary>How many requests this entry stands for: 1, or more for a flood that was counted instead of listed.</summary>
    public int Occurrences { get; init; } = 1;

    /// <summary>The id of the request, also on the page that the user saw and in the service's own log.</summary>
    public required string RequestId { get; init; }

    /// <summary>The name of the node that answered.</summary>
    public required string Node { get; init; }

    /// <summary>The version of the application that answered.</summary>
    public required string Version { get; init; }
}
