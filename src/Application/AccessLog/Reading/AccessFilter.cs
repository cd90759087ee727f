using Enterprise.Domain.AccessLog;

namespace Enterprise.Application.AccessLog.Reading;

/// <summary>Which entries: all conditions together; a condition that is null is none.</summary>
public sealed record AccessFilter
{
    /// <summary>The user's name or id, whole.</summary>
    public string? User { get; init; }

    /// <summary>What was done: any of these; an empty set is no condition.</summary>
    public EnumSet<AccessAction> Actions { get; init; }

    /// <summary>How it ended: any of these; an empty set is no condition.</summary>
    public EnumSet<AccessOutcome> Outcomes { get; init; }

    /// <summary>Only what was not granted.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Why it was not granted: a code, whole.</summary>
    public string? Reason { get; init; }

    /// <summary>The id of the asset, whole.</summary>
    public string? Asset { get; init; }

    /// <summary>The address that connected or was forwarded, whole.</summary>
    public string? Address { get; init; }

    /// <summary>The request's id, whole.</summary>
    public string? RequestId { get; init; }

    /// <summary>At or after this moment.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>
/// Which entries a reader selects: a filter, which the database applies, and hours of the week, which are applied to what it returns.
/// </summary>
/// <param name="Hours">Only these hours of the week; null for all.</param>
public sealed record AccessSelection(AccessFilter Filter, HoursOfWeek? Hours = null)
{
    /// <summary>Whether a moment is in the selected hours.</summary>
    public bool Contains(DateTimeOffset time) => Hours?.Contains(time) ?? true;
}
