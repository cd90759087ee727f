using System.Globalization;
using Enterprise.Application.AccessLog.Reading;
using Enterprise.Web.Resources;

namespace Enterprise.Web.AccessLog;

/// <summary>The filters of a query in words, for the screen and for print.</summary>
internal static class FilterWords
{
    private static readonly TextsOf<TimePreset> Presets = TextsOf.Enum<TimePreset>(AccessLogTexts.ResourceManager, "TimePreset");

    private static readonly TextsOf<DayOfWeek> Weekdays = TextsOf.Enum<DayOfWeek>(AccessLogTexts.ResourceManager, "Weekday");

    private static readonly TextsOf<DayOfWeek> ShortWeekdays = TextsOf.Enum<DayOfWeek>(AccessLogTexts.ResourceManager, "ShortWeekday");

    /// <summary>Each filter with its name and the query without it.</summary>
    public static IEnumerable<(string Name, string Value, EntryQuery Without)> Of(EntryQuery query)
    {
        var parts = new List<(string Name, string? Value, EntryQuery Without)>
        {
            (AccessLogTexts.Field_User, query.User, query with { User = null }),
        };
        parts.AddRange(query.Action.Select(action =>
            (AccessLogTexts.Field_Action, (string?)Reasons.Of(action), query with { Action = query.Action.Without(action) })));
        parts.AddRange(query.Outcome.Select(outcome =>
            (AccessLogTexts.Field_Outcome, (string?)Reasons.Of(outcome), query with { Outcome = query.Outcome.Without(outcome) })));
        parts.AddRange(
        [
            (AccessLogTexts.Field_Outcome, query.Refused ? AccessLogTexts.Filter_Refused_Value : null, query with { Refused = false }),
            (AccessLogTexts.Field_Reason, Reasons.Of(query.Reason), query with { Reason = null }),
            (AccessLogTexts.Filter_Asset, query.Asset, query with { Asset = null }),
            (AccessLogTexts.Field_Address, query.Address, query with { Address = null }),
            (AccessLogTexts.Field_RequestId, query.Request, query with { Request = null }),
            (AccessLogTexts.Field_Time, query.Time is { } time ? Of(time) : null, query with { Time = null }),
            (AccessLogTexts.Filter_From, query.Time is null ? Day(query.From) : null, query with { From = null }),
            (AccessLogTexts.Filter_To, query.Time is null && query.To is { } to ? AccessLogTexts.Filter_To_Value.Fill(Day(to)) : null,
                query with { To = null }),
            (AccessLogTexts.Filter_Outside, query.Outside ? AccessLogTexts.Filter_Outside_Value : null, query with { Outside = false }),
            (AccessLogTexts.Field_Weekday, query.Weekday is { } weekday ? Of(weekday) : null, query with { Weekday = null }),
            (AccessLogTexts.Filter_Hour, query.Hour is { } hour ? AccessLogTexts.Filter_Hour_Value.Fill(Hour(hour), Hour(hour + 1)) : null,
                query with { Hour = null }),
        ]);
        return parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => (part.Name, part.Value!, part.Without));
    }

    public static string Of(TimePreset time) => Presets[time];

    public static string Of(DayOfWeek day) => Weekdays[day];

    /// <summary>For example <c>Mon</c>.</summary>
    public static string Short(DayOfWeek day) => ShortWeekdays[day];

    /// <summary>The period that a query covers, with its time zone.</summary>
    public static string Window(EntryQuery query, DateTimeOffset now)
    {
        var zone = Zone(query);
        return (query.FirstDay(now), query.Time is null ? query.To : null) switch
        {
            (null, null) => AccessLogTexts.Window_All.Fill(zone),
            ({ } from, null) => AccessLogTexts.Window_From.Fill(Day(from), zone),
            (null, { } to) => AccessLogTexts.Window_To.Fill(Day(to), zone),
            ({ } from, { } to) when from == to => AccessLogTexts.Window_Day.Fill(Day(from), zone),
            ({ } from, { } to) => AccessLogTexts.Window_FromTo.Fill(Day(from), Day(to), zone),
        };
    }

    public static string Zone(EntryQuery query) => string.IsNullOrEmpty(query.Zone) ? EntryQuery.Utc : query.Zone;

    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? string.Empty;

    public static string Hour(int hour) => string.Create(CultureInfo.InvariantCulture, $"{hour:00}:00");

    /// <summary>Day and time of the query's zone, for example <c>2026-01-31 10:42:07</c>.</summary>
    public static string Local(EntryQuery query, DateTimeOffset time) =>
        TimeZoneInfo.ConvertTime(time, query.ZoneInfo()).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
