using Enterprise.Application.AccessLog.Reading;
using Enterprise.Web.Shared;

namespace Enterprise.Web.AccessLog;

/// <summary>The JSON faces of the access log.</summary>
internal static class AccessLogJson
{
    public static object List(SearchAccessLog.Query query, SearchAccessLog.Result result)
    {
        var links = new Dictionary<string, object>(StringComparer.Ordinal) { ["self"] = Link(LogUrl.Of(query)) };
        if (result.Next is { } next)
        {
            links["next"] = Link(LogUrl.Of(query with { Before = next }));
        }

        return new
        {
            _embedded = new { entries = result.Rows },
            _links = links,
            reached = result.Reached is { } reached ? Words.Iso(reached) : null,
            asOf = Words.Iso(result.AsOf),
        };
    }

    public static object One(ShowEntry.Query query, ShowEntry.Result result) => new
    {
        entry = result.Row,
        seal = result.Seal,
        _links = new { self = Link(LogUrl.Entry(result.Row)) },
        asOf = Words.Iso(result.AsOf),
    };

    public static object Sample(SampleAccessLog.Query query, SampleAccessLog.Result result) => new
    {
        _embedded = new { entries = result.Rows },
        seed = result.Drawn.Seed,
        upTo = result.Drawn.UpTo,
        _links = new { self = Link(LogUrl.Of(result.Drawn)) },
        asOf = Words.Iso(result.AsOf),
    };

    public static object Charts(ChartAccessLog.Query query, ChartAccessLog.Result result) => new
    {
        hours = result.Hours.Select(hour => new { start = Words.Iso(hour.Start), hour.All, hour.Refused }),
        assets = result.Assets.Assets,
        assetsOfNewest = result.Assets.Newest,
        _links = new { self = Link(LogUrl.Charts(result.Shown)) },
        asOf = Words.Iso(result.AsOf),
    };

    private static object Link(string href) => new { href };
}
