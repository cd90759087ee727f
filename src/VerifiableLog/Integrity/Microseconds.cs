using System.Globalization;

namespace Enterprise.VerifiableLog.Integrity;

/// <summary>
/// Times as whole microseconds since 1970-01-01 UTC, and as the one text that formats, exports and signed documents use:
/// <c>2026-01-31T12:00:00.000000Z</c>.
/// </summary>
internal static class Microseconds
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>A time as a number.</summary>
    public static long Of(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>A number as a time.</summary>
    public static DateTimeOffset ToTime(long number) => DateTimeOffset.UnixEpoch.AddTicks(number * TimeSpan.TicksPerMicrosecond);

    /// <summary>A time without what is finer than a microsecond.</summary>
    public static DateTimeOffset Whole(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>A time as text.</summary>
    public static string ToText(DateTimeOffset time) => time.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>A number as text.</summary>
    public static string ToText(long number) => ToText(ToTime(number));

    /// <summary>Reads a text.</summary>
    /// <returns>Whether it is a time, written as <see cref="ToText(DateTimeOffset)"/> writes it.</returns>
    public static bool TryParse(string? text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
