using Enterprise.Application.AccessLog.Reading;


namespace Enterprise.Web.AccessLog;

/// <summary>What the parts that all pages of the log share are made from.</summary>
/// <param name="Path">The page that they are for.</param>
/// <param name="AsOf">When the log was read; null where the query was not valid.</param>
public sealed record FilterModel(EntryQuery Query, string Path, DateTimeOffset? AsOf)
{
    /// <summary>Zones that the form offers; it takes every other one too.</summary>
    public static IReadOnlyList<string> Zones { get; } =
    [
        "UTC", "Europe/Berlin", "Europe/London", "Europe/Madrid", "Europe/Istanbul", "America/New_York", "America/Chicago",
            "America/Los_Angeles", "America/Sao_Paulo",
        "Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo", "Asia/Singapore", "Australia/Sydney",
    ];

    /// <summary>Whether a condition is set that stands in the folded part of the form.</summary>
    public bool HasRare => (Query.Reason ?? Query.Asset ?? Query.Address ?? Query.Request) is not null || Query.Weekday is not null
        || Query.Hour is not null;
}
