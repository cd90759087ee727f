using System.Globalization;
using Enterprise.Application.AccessLog.Reading;
using Enterprise.VerifiableLog.Exports;

namespace Enterprise.Infrastructure.AccessLog.Exports;

/// <summary>The name under which an export is saved: tenant and days, and no character that means anything to a system of files.</summary>
internal static class ExportName
{
    /// <summary>
    /// The days are the filter's where it has some, else those of the entries; an export without entries is named after its own day.
    /// </summary>
    public static string Of(ExportFacts facts, AccessFilter filter, string extension)
    {
        var from = filter.From ?? facts.First ?? facts.At;
        var to = filter.Until?.AddTicks(-1) ?? facts.Last ?? facts.At;
        var whose = facts.Request.Division is { } subtenant ? $"{facts.Request.Query.Chain}-{subtenant}" : facts.Request.Query.Chain;
        return $"access-log-{string.Concat(whose.Select(Safe))}-{Day(from)}--{Day(to)}.{extension}";
    }

    private static char Safe(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' ? character : '-';

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
