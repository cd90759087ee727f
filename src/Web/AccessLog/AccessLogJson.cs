using Enterprise.Application.AccessLog;
using Enterprise.Web.Shared;

namespace Enterprise.Web.AccessLog;

/// <summary>The JSON face of the access log.</summary>
internal static class AccessLogJson
{
    public static object List(SearchAccessLog.Query query, SearchAccessLog.Result result)
    {
        var links = new Dictionary<string, object>(StringComparer.Ordinal) { ["self"] = Link(query) };
        if (result.Next is { } next)
        {
            links["next"] = Link(query with { Before = next });
        }

        return new { _embedded = new { entries = result.Rows }, _links = links, asOf = Words.Iso(result.AsOf) };
    }

    private static object Link(SearchAccessLog.Query query) => new { href = LogUrl.Of(query) };
}

/// <summary>The address of a page of the log: all of its state.</summary>
internal static class LogUrl
{
    public static string Of(SearchAccessLog.Query query) => query.ToString() is { Length: > 0 } text ? $"/access-log?{text}" : "/access-log";
}
