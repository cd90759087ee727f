using Enterprise.Application.Assets;
using Enterprise.Web.Shared;

namespace Enterprise.Web.Assets;

/// <summary>
/// The JSON face of the asset pages, shaped like the platform's own answers. Links are paths on the same host; pages count from 1, as in
/// the address.
/// </summary>
internal static class AssetsJson
{
    public static object List(ListAssets.Query query, ListAssets.Result result) => new
    {
        _embedded = new { assets = result.Rows.Items },
        _links = Links(query, result),
        page = new { size = result.Rows.Size, totalElements = result.Rows.Total, totalPages = result.Rows.Count,
        number = result.Rows.Number },
        asOf = Words.Iso(result.AsOf),
    };

    public static object One(ShowAsset.Query query, ShowAsset.Result result) => new
    {
        asset = result.Asset,
        path = result.Path,
        aspects = result.Aspects,
        children = result.Children,
        _links = new { self = new { href = $"/assets/{query.Id}" } },
        asOf = Words.Iso(result.AsOf),
    };

    private static Dictionary<string, object> Links(ListAssets.Query query, ListAssets.Result result)
    {
        var links = new Dictionary<string, object>(StringComparer.Ordinal) { ["self"] = Link(query),
            ["first"] = Link(query with { Page = 1 }) };
        if (query.Page > 1)
        {
            links["prev"] = Link(query with { Page = (int)Math.Min(query.Page - 1, result.Rows.Count) });
        }

        if (query.Page < result.Rows.Count)
        {
            links["next"] = Link(query with { Page = query.Page + 1 });
        }

        links["last"] = Link(query with { Page = (int)result.Rows.Count });
        return links;
    }

    private static object Link(ListAssets.Query query) => new { href = ListUrl.Of(query) };
}

/// <summary>The address of a list: all of its state.</summary>
internal static class ListUrl
{
    public static string Of(ListAssets.Query query) => query.ToQueryString() is { Length: > 0 } text ? $"/?{text}" : "/";
}
