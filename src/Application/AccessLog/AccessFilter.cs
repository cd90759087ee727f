using Enterprise.Domain.AccessLog;

namespace Enterprise.Application.AccessLog;

/// <summary>Which entries: all conditions together; a condition that is null is none.</summary>
public sealed record AccessFilter
{
    /// <summary>The user's name or id, whole.</summary>
    public string? User { get; init; }

    /// <summary>What was done.</summary>
    public AccessAction? Action { get; init; }

    /// <summary>How it ended.</summary>
    public AccessOutcome? Outcome { get; init; }

    /// <summary>True for everything that was not granted, whatever the outcome is called.</summary>
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

    /// <summary>
    /// Only these hours of the week. No database is asked for them: <see cref="IAccessLog.SearchAsync"/> is asked for each of their spans, and whoever reads
    /// all entries drops those whose time the hours do not contain.
    /// </summary>
    public HoursOfWeek? Hours { get; init; }
}
