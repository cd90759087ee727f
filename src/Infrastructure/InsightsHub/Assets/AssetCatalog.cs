using System.Globalization;
using System.Net;
using System.Text.Json.Serialization.Metadata;
using Enterprise.Application;
using Enterprise.Application.Assets;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.Assets;

namespace Enterprise.Infrastructure.InsightsHub.Assets;

/// <summary>The platform's Asset Management API, version 3, read page by page with the caller's own token. Nothing is kept.</summary>
internal sealed class AssetCatalog(Platform platform, PlatformBudget budget) : IAssetCatalog
{
    /// <summary>The greatest page that the platform recommends. Source: an announcement on its Asset Management overview page.</summary>
    private const int GreatestPage = 200;

    public Task<Page<Asset>> ListAsync(ICaller caller, AssetFilter filter, AssetSort sort, int page, int size, CancellationToken cancel) =>
        ListAsync(
        caller, FilterWriter.Write(filter), SortText(sort), page - 1, size, filter.IncludeShared,
        list => ToPage(list, page, size), cancel);

    public async Task<Asset?> FindAsync(ICaller caller, AssetId id, CancellationToken cancel)
    {
        try
        {
            var asset = await GetAsync(caller, $"/assets/{id}?includeShared=true", WireContext.Default.Asset, Translation.ToAsset, cancel);
            return asset.Id == id ? asset : throw Translation.Nonsense("a different asset from the one requested");
        }
        catch (AssetCatalogException missing) when (missing.InnerException is HttpRequestException { StatusCode: HttpStatusCode.NotFound })
        {
            return null;
        }
    }

    public Task<IReadOnlyList<Aspect>> ListAspectsAsync(ICaller caller, AssetId id, CancellationToken cancel) => GetAsync(
        caller, $"/assets/{id}/aspects?page=0&size={GreatestPage}&includeShared=true", WireContext.Default.AspectList, Aspects, cancel);

    public Task<IReadOnlyDictionary<AssetId, string>> FindNamesAsync(
        ICaller caller, IReadOnlyCollection<AssetId> ids, CancellationToken cancel) =>
        ListAsync(caller, FilterWriter.WriteIds(ids), "name,asc", 0, GreatestPage, includeShared: true, Names, cancel);

    private Task<T> ListAsync<T>(
        ICaller caller, string filter, string sort, int page, int size, bool includeShared, Func<Wire.AssetList, T> translate,
        CancellationToken cancel)
    {
        var path = string.Create(CultureInfo.InvariantCulture,
            $"/assets?page={page}&size={size}&sort={sort}&filter={Uri.EscapeDataString(filter)}"
            + $"&includeShared={(includeShared ? "true" : "false")}");
        return GetAsync(caller, path, WireContext.Default.AssetList, translate, cancel);
    }

    private Task<T> GetAsync<TWire, T>(ICaller caller, string path, JsonTypeInfo<TWire> type, Func<TWire, T> translate,
        CancellationToken cancel) =>
        platform.GetAsync(caller, Api.Assets, path, type, translate, budget, cancel);

    private static IReadOnlyList<Aspect> Aspects(Wire.AspectList list) => [.. (list.Embedded?.Aspects ?? []).Select(Translation.ToAspect)];

    private static IReadOnlyDictionary<AssetId, string> Names(Wire.AssetList list) =>
        Assets(list).ToDictionary(asset => asset.Id, asset => asset.Name);

    /// <summary>A page within the count has assets; one without them is a fault of the platform and not the end of the list.</summary>
    private static Page<Asset> ToPage(Wire.AssetList list, int page, int size)
    {
        var total = Translation.ToTotal(list.Page);
        return list.Embedded?.Assets is { Count: > 0 } || total <= (page - 1L) * size
            ? new(Assets(list), page, size, total)
            : throw Translation.Nonsense("a page without the assets that it counts");
    }

    /// <summary>
    /// Each asset once, whatever the platform repeats. Deleted assets are not asked for, and are left out should they come.
    /// </summary>
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
