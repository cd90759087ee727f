using Enterprise.Application.AccessLog.Reading;

namespace Enterprise.Application.AccessLog.Exports;

/// <summary>What an export is about, as a query string: a page's place and size have nothing to do with it.</summary>
internal static class ExportText
{
    public static string Of(SearchAccessLog.Query search) => (search with { Before = null, Size = 50 }).ToQueryString();

    public static string Of(ExportFormat format, string filter) => filter.Length == 0 ? $"format={format}" : $"format={format}&{filter}";
}
