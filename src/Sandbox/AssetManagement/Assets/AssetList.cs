using Enterprise.Sandbox.AssetManagement.Lists;
using Enterprise.Sandbox.Data.Ordering;

namespace Enterprise.Sandbox.AssetManagement.Assets;

/// <summary>The list of assets: <c>GET /assets</c>.</summary>
internal static class AssetList
{
    public static Task AnswerAsync(ApiRequest request)
    {
        var page = PageRequest.Of(request);
        var sorting = Sorting.Parse(request.Query.Text("sort"), AssetSortFields.Names);
        var found = request.Search.Find(request.View, request.Query.Text("filter"), sorting);
        var assets = request.Data.Assets;
        var writer = new AssetWriter(request.Links, request.View, request.Query.Flag("basicFieldsOnly"));
        return HalPage.WriteAsync(request, "/assets", "assets", page, found.Length, (json, index) =>
            writer.WriteListed(json, assets[found[index]]));
    }
}
