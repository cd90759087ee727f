using Enterprise.Sandbox.AssetManagement.Filtering;
using Enterprise.Sandbox.AssetManagement.Filtering.Fields;
using Enterprise.Sandbox.AssetManagement.Lists;
using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.AssetManagement.Assets;

/// <summary>Finds the assets of a list, all pages of it, and remembers the latest lists, since the data never changes.</summary>
internal sealed class AssetSearch(TenantCatalog tenants)
{
    private const int RememberedLists = 32;

    private readonly FilterCompiler<Asset> _compiler = new(AssetFilterFields.All);
    private readonly LruCache<(AssetView View, string Filter, Sorting Sorting), int[]> _lists = new(RememberedLists);

    /// <summary>The indexes of the matching assets that the view shows, in order.</summary>
    /// <exception cref="InvalidFilterException">The filter is no JSON, or outside the grammar.</exception>
    public int[] Find(AssetView view, string? filter, Sorting sorting)
    {
        var key = (view, filter ?? "", sorting);
        if (!_lists.TryGet(key, out var found))
        {
            _lists.Set(key, found = Search(view, _compiler.Compile(filter), sorting));
        }

        return found;
    }

    private int[] Search(AssetView view, CompiledFilter<Asset> filter, Sorting sorting)
    {
        var data = tenants.Of(view.Tenant);
        var order = data.Orders.By(sorting.Field, sorting.Descending);
        if (AssetCandidates.Of(filter.Node, data) is not { } candidates)
        {
            return order.FindAll(IsHit);
        }

        var hits = Array.FindAll(candidates, IsHit);
        order.Sort(hits);
        return hits;

        bool IsHit(int index) => view.Shows(data.Assets[index]) && filter.Matches(data.Assets[index]);
    }
}
