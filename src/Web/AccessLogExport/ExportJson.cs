using Enterprise.Application.AccessLog.Exports;
using Enterprise.Application.AccessLog.Reading;
using Enterprise.Web.Shared;

namespace Enterprise.Web.AccessLogExport;

/// <summary>The JSON face of exports.</summary>
internal static class ExportJson
{
    public static object Prepared(PrepareExport.Query query, PrepareExport.Result result) => new
    {
        entries = result.Entries,
        filter = query.ToQueryString(),
        _links = Enum.GetValues<ExportFormat>()
        .ToDictionary(format => format.ToString(), format => new { href = ExportUrl.Of(query.Search, format) }, StringComparer.Ordinal),
    };

    public static object Progress(FollowExport.Query query, ExportState state) => new
    {
        id = state.Id,
        format = state.Order.Format,
        filter = state.Order.FilterText,
        expected = state.Order.Expected,
        written = state.Written,
        percent = state.Percent,
        fault = state.Fault,
        file = state.File is { } file ? new { name = file.Name, length = file.Length, sha256 = file.Sha256, checkpoint = file.Checkpoint,
        until = Words.Iso(file.Until), href = ExportUrl.FileOf(state.Id) } : null,
    };
}

/// <summary>The addresses of exports, and what their files are.</summary>
internal static class ExportUrl
{
    public static string Of(SearchAccessLog.Query query) => Text(query) is { Length: > 0 } text ? $"/access-log/export?{text}"
        : "/access-log/export";

    public static string Of(SearchAccessLog.Query query, ExportFormat format) =>
        $"/access-log/export/begin?format={format}{(Text(query) is { Length: > 0 } text ? $"&{text}" : string.Empty)}";

    public static string Of(Guid id) => $"/access-log/export/{id}";

    public static string FileOf(Guid id) => $"/access-log/export/{id}/file";

    public static string TypeOf(ExportFormat format) => format switch
    {
        ExportFormat.Csv or ExportFormat.CsvWithMark => "text/csv; charset=utf-8",
        ExportFormat.Evidence => "application/zip",
        _ => "application/jsonl",
    };

    private static string Text(SearchAccessLog.Query query) => (query with { Before = null, Size = 50 }).ToQueryString();
}
