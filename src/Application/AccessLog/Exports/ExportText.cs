namespace Enterprise.Application.AccessLog.Exports;

/// <summary>What an export is about, as a query string and as conditions: a page's place and size have nothing to do with it.</summary>
internal static class ExportText
{
    public static string Of(SearchAccessLog.Query search) => (search with { Before = null, Size = 50 }).ToString();

    public static string Of(ExportFormat format, string filter) => filter.Length == 0 ? $"format={format}" : $"format={format}&{filter}";

    public static AccessFilter FilterOf(SearchAccessLog.Query search) => new()
    {
        User = search.User, Action = search.Action, Outcome = search.Outcome, From = StartOf(search.From), Until = StartOf(search.To?.AddDays(1)),
    };

    private static DateTimeOffset? StartOf(DateOnly? day) => day is { } known ? new DateTimeOffset(known, TimeOnly.MinValue, TimeSpan.Zero) : null;
}
