using System.Globalization;

namespace Enterprise.Sandbox.AssetManagement.Filtering;

/// <summary>
/// Timestamps in filters: <c>2018-01-01T00:00:00.00Z</c>, UTC (source: Siemens' documentation); here the fraction may have 0 to 7 digits.
/// </summary>
internal static class FilterTime
{
    /// <summary>Parses a timestamp.</summary>
    /// <exception cref="InvalidFilterException">It has another form.</exception>
    public static DateTime Parse(string? text) =>
        DateTime.TryParseExact(
            text,
            "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time)
            ? time
            : throw new InvalidFilterException($"'{text}' is no timestamp of the form 2018-01-01T00:00:00.00Z");

    public static DateTime? ParseOrNull(string? text) => text is null ? null : Parse(text);
}
