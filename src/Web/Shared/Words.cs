using System.Globalization;
using Enterprise.Web.Resources;

namespace Enterprise.Web.Shared;

/// <summary>Numbers and times as pages show them.</summary>
internal static class Words
{
    /// <summary>A count, for example <c>2,431</c>.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun, for example <c>1 asset</c>, <c>2,431 assets</c>.</summary>
    public static string Count(long number, string noun) => $"{Count(number)} {noun}{(number == 1 ? string.Empty : "s")}";

    /// <summary>A text that depends on a count, which fills its first placeholder.</summary>
    /// <param name="one">The text for 1.</param>
    /// <param name="other">The text for all other numbers.</param>
    /// <param name="more">What fills the other placeholders.</param>
    public static string Count(long number, string one, string other, params ReadOnlySpan<object?> more) =>
        (number == 1 ? one : other).Fill([Count(number), .. more]);

    /// <summary>A duration in its largest useful unit, for example <c>90 seconds</c>, <c>10 minutes</c>, <c>3 days</c>.</summary>
    public static string Duration(TimeSpan? time) => time switch
    {
        null => SharedTexts.Duration_Unknown,
        { TotalSeconds: < 120 } brief => Count(Rounded(brief.TotalSeconds), SharedTexts.Seconds_One, SharedTexts.Seconds_Other),
        { TotalHours: < 2 } middle => Count(Rounded(middle.TotalMinutes), SharedTexts.Minutes_One, SharedTexts.Minutes_Other),
        { TotalDays: < 2 } longer => Count(Rounded(longer.TotalHours), SharedTexts.Hours_One, SharedTexts.Hours_Other),
        { } days => Count(Rounded(days.TotalDays), SharedTexts.Days_One, SharedTexts.Days_Other),
    };

    /// <summary>The time of day in UTC, for example <c>09:42:07</c>.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The time of day in UTC to the minute, for example <c>09:42</c>.</summary>
    public static string Minute(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Day and time in UTC, for example <c>2026-01-31 09:42:07</c>.</summary>
    public static string DayAndTime(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>For the <c>datetime</c> attribute and for JSON.</summary>
    public static string Iso(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Coordinates, for example <c>26.3° south, 48.8° west</c>; null if latitude or longitude is missing.</summary>
    public static string? Position(double? latitude, double? longitude) => latitude is { } north && longitude is { } east
        ? $"{(north < 0 ? SharedTexts.Latitude_South : SharedTexts.Latitude_North).Fill(Degrees(north))}, "
            + (east < 0 ? SharedTexts.Longitude_West : SharedTexts.Longitude_East).Fill(Degrees(east))
        : null;

    /// <summary>The known parts of an address, for example <c>Erlangen, Germany</c>; null if none is known.</summary>
    public static string? Place(params ReadOnlySpan<string?> parts)
    {
        var known = new List<string>();
        foreach (var part in parts)
        {
            if (!string.IsNullOrWhiteSpace(part))
            {
                known.Add(part);
            }
        }

        return known.Count == 0 ? null : string.Join(", ", known);
    }

    private static long Rounded(double number) => (long)Math.Round(number);

    private static string Degrees(double number) => Math.Abs(number).ToString("0.######", CultureInfo.InvariantCulture) + "°";
}
