using Enterprise.Application.AccessLog.Reading;


namespace Enterprise.Web.AccessLog;

/// <summary>The addresses of the log's pages: all of their state.</summary>
internal static class LogUrl
{
    public const string Root = "/access-log";
    public const string SampleRoot = "/access-log/sample";
    public const string ChartsRoot = "/access-log/charts";
    public const string ExportRoot = "/access-log/export";
    public const string Integrity = "/access-log/integrity";

    public static string Of(SearchAccessLog.Query query) => Join(Root, query.ToQueryString());

    public static string Of(SampleAccessLog.Query query) => Join(SampleRoot, query.ToQueryString());

    /// <summary>The entries of a query, from the newest on.</summary>
    public static string List(EntryQuery query) => query is SearchAccessLog.Query list ? Of(list with { Before = null })
        : Join(Root, query.Conditions());

    public static string Sample(EntryQuery query) => Join(SampleRoot, query.Conditions());

    public static string Charts(EntryQuery query) => Join(ChartsRoot, query.Conditions());

    public static string Export(EntryQuery query) => Join(ExportRoot, query.Conditions());

    public static string Entry(SearchAccessLog.Row row) => $"{Root}/entries/{row.Id}";

    /// <summary>The same kind of page with other conditions.</summary>
    public static string Same(string path, EntryQuery query) => path == Root ? List(query)
        : query is SampleAccessLog.Query sample ? Of(sample with { UpTo = null })
        : Join(path, query.Conditions());

    private static string Join(string path, string query) => query.Length > 0 ? $"{path}?{query}" : path;
}
