using System.Globalization;
using Enterprise.Application.AccessLog;

namespace Enterprise.Web.AccessLog;

/// <summary>The filters of a query in words, for the screen and for print.</summary>
internal static class FilterWords
{
    /// <summary>Each filter with its name and the query without it.</summary>
    public static IEnumerable<(string Name, string Value, EntryQuery Without)> Of(EntryQuery query)
    {
        var parts = new List<(string Name, string? Value, EntryQuery Without)>
        {
            ("User", query.User, query with { User = null }),
        };
        parts.AddRange(query.Action.Select(action =>
            ("Action", (string?)Reasons.Of(action), query with { Action = query.Action.Without(action) })));
        parts.AddRange(query.Outcome.Select(outcome =>
            ("Outcome", (string?)outcome.ToString(), query with { Outcome = query.Outcome.Without(outcome) })));
        parts.AddRange(
        [
            ("Outcome", query.Refused ? "denied or failed" : null, query with { Refused = false }),
            ("Reason", Reasons.Of(query.Reason), query with { Reason = null }),
            ("Asset or page", query.Asset, query with { Asset = null }),
            ("IP address", query.Address, query with { Address = null }),
            ("Request ID", query.Request, query with { Request = null }),
            ("Time", query.Time is { } time ? Of(time) : null, query with { Time = null }),
            ("From", query.Time is null ? Day(query.From) : null, query with { From = null }),
            ("To", query.Time is null && query.To is not null ? $"{Day(query.To)} (inclusive)" : null, query with { To = null }),
            ("Hours", query.Outside ? "outside working hours" : null, query with { Outside = false }),
            ("Day of the week", query.Weekday?.ToString(), query with { Weekday = null }),
            ("Hour", query.Hour is { } hour ? $"{Hour(hour)} to {Hour(hour + 1)}" : null, query with { Hour = null }),
        ]);
        return parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => (part.Name, part.Value!, part.Without));
    }

    public static string Of(TimePreset time) => time switch
    {
        TimePreset.Today => "Today",
        TimePreset.Week => "Last 7 days",
        _ => "Last 30 days",
    };

    /// <summary>The period that a query covers, with its time zone.</summary>
    public static string Window(EntryQuery query, DateTimeOffset now)
    {
        var (first, last) = (query.FirstDay(now), query.Time is null ? query.To : null);
        var days = (first, last) switch
        {
            (null, null) => "all entries until now",
            ({ } from, null) => $"from {Day(from)} until now",
            (null, { } to) => $"all entries up to {Day(to)} (inclusive)",
            ({ } from, { } to) when from == to => $"on {Day(from)}",
            ({ } from, { } to) => $"from {Day(from)} to {Day(to)} (inclusive)",
        };
        return $"{days} ({Zone(query)})";
    }

    public static string Zone(EntryQuery query) => string.IsNullOrEmpty(query.Zone) ? EntryQuery.Utc : query.Zone;

    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? string.Empty;

    public static string Hour(int hour) => string.Create(CultureInfo.InvariantCulture, $"{hour:00}:00");

    /// <summary>Day and time of the query's zone, for example <c>2026-01-31 10:42:07</c>.</summary>
    public static string Local(EntryQuery query, DateTimeOffset time) =>
        TimeZoneInfo.ConvertTime(time, query.ZoneInfo()).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
