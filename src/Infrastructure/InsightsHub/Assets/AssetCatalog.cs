using System.Globalization;
using System.Net;
using Enterprise.Application;
using Enterprise.Application.Assets;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.Assets;

namespace Enterprise.Infrastructure.InsightsHub.Assets;

/// <summary>The platform's Asset Management API, version 3, read page by page with the caller's own token. Nothing is kept.</summary>
internal sealed class AssetCatalog(Platform platform) : IAssetCatalog
{
    /// <summary>The greatest page that the platform recommends. Source: an announcement on its Asset Management overview page.</summary>
    private const int GreatestPage = 200;

    public async Task<Page<Asset>> ListAsync(ICaller caller, AssetFilter filter, AssetSort sort, int page, int size, CancellationToken cancel)
    {
        var list = await ListAsync(caller, FilterWriter.Write(filter), SortText(sort), page - 1, size, filter.IncludeShared, cancel);
        var total = list.Page?.TotalElements ?? throw Translation.Nonsense("a list without a count");
        return new(Assets(list), page, size, total);
    }

    public async Task<Asset?> FindAsync(ICaller caller, AssetId id, CancellationToken cancel)
    {
        try
        {
            var asset = Translation.ToAsset(await platform.GetAsync(caller, Api.Assets, $"/assets/{id}?includeShared=true", WireContext.Default.Asset, cancel));
            return asset.Id == id ? asset : throw Translation.Nonsense("another asset than the one asked for");
        }
        catch (AssetCatalogException missing) when (missing.InnerException is HttpRequestException { StatusCode: HttpStatusCode.NotFound })
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<Aspect>> ListAspectsAsync(ICaller caller, AssetId id, CancellationToken cancel)
    {
        var path = $"/assets/{id}/aspects?page=0&size={GreatestPage}&includeShared=true";
        var list = await platform.GetAsync(caller, Api.Assets, path, WireContext.Default.AspectList, cancel);
        return [.. (list.Embedded?.Aspects ?? []).Select(Translation.ToAspect)];
    }

    public async Task<IReadOnlyDictionary<AssetId, string>> FindNamesAsync(ICaller caller, IReadOnlyCollection<AssetId> ids, CancellationToken cancel)
    {
        var list = await ListAsync(caller, FilterWriter.WriteIds(ids), "name,asc", 0, GreatestPage, includeShared: true, cancel);
        return Assets(list).ToDictionary(asset => asset.Id, asset => asset.Name);
    }

    private async Task<Wire.AssetList> ListAsync(
        ICaller caller, string filter, string sort, int page, int size, bool includeShared, CancellationToken cancel)
    {
        var path = string.Create(CultureInfo.InvariantCulture,
            $"/assets?page={page}&size={size}&sort={sort}&filter={Uri.EscapeDataString(filter)}&includeShared={(includeShared ? "true" : "false")}");
        return await platform.GetAsync(caller, Api.Assets, path, WireContext.Default.AssetList, cancel);
    }

    /// <summary>Deleted assets are not asked for, and left out should they come; the same asset twice is once.</summary>
    private static List<Asset> Assets(Wire.AssetList list) =>
        [.. (list.Embedded?.Assets ?? []).Where(asset => asset?.Deleted is null).Select(Translation.ToAsset).DistinctBy(asset => asset.Id)];

    private static string SortText(AssetSort sort) => sort.Column switch
    {
        AssetColumn.Type => "typeId",
        AssetColumn.ExternalId => "externalId",
        AssetColumn.TwinType => "twinType",
        _ => "name",
    } + (sort.Descending ? ",desc" : ",asc");
}
