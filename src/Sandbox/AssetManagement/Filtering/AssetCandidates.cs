using Enterprise.Sandbox.AssetManagement.Filtering.Fields;
using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.AssetManagement.Filtering;

/// <summary>
/// Finds the few assets that a filter can match at all, from its members <c>parentId</c> and <c>assetId</c> at the top or below <c>and</c>,
/// so that such a filter never walks through all assets.
/// </summary>
internal static class AssetCandidates
{
    /// <summary>The indexes of the candidates without repetition, or null when every asset may match.</summary>
    public static int[]? Of(FilterNode filter, TenantData data) => filter switch
    {
        FilterNode.All all => all.Members.Select(member => Of(member, data)).OfType<int[]>().MinBy(found => found.Length),
        FilterNode.Test { Function: FilterFunction.Eq or FilterFunction.In } test => Of(test, data),
        _ => null,
    };

    private static int[]? Of(FilterNode.Test test, TenantData data)
    {
        var found = new HashSet<int>();
        foreach (var value in test.Values)
        {
            // A malformed id matches no asset.
            var isId = AssetId.TryParse(value, out var id);
            switch (test.Field)
            {
                case AssetFilterFields.AssetId when isId && data.Find(id) is { } asset:
                    found.Add(asset.Index);
                    break;
                case AssetFilterFields.ParentId when value is null && data.Root.ParentId is null:
                    found.Add(data.Root.Index);
                    break;
                case AssetFilterFields.ParentId when isId:
                    found.UnionWith(data.ChildrenOf(id).ToArray());
                    break;
                case AssetFilterFields.AssetId or AssetFilterFields.ParentId:
                    break;
                default:
                    return null;
            }
        }

        return test.Field is AssetFilterFields.AssetId or AssetFilterFields.ParentId ? [.. found] : null;
    }
}
