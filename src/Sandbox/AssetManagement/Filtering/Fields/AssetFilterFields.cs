using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.AssetManagement.Filtering.Fields;

/// <summary>
/// The filterable fields of an asset (source: Siemens' documentation; <c>t2tenant</c> is lower case there, unlike the asset's own member).
/// </summary>
internal static class AssetFilterFields
{
    public const string AssetId = "assetId";

    public const string ParentId = "parentId";

    public static IReadOnlyDictionary<string, FilterField<Asset>> All { get; } = new Dictionary<string,
        FilterField<Asset>>(StringComparer.Ordinal)
    {
        [AssetId] = new IdField(asset => asset.Id),
        [ParentId] = new IdField(asset => asset.ParentId),
        ["tenantId"] = new TextField<Asset>(asset => asset.TenantId),
        ["name"] = new TextField<Asset>(asset => asset.Name),
        ["externalId"] = new TextField<Asset>(asset => asset.ExternalId),
        ["t2tenant"] = new TextField<Asset>(asset => asset.SubTenant),
        ["subTenant"] = new TextField<Asset>(asset => asset.SubTenant),
        ["timezone"] = new TextField<Asset>(asset => asset.Timezone),
        ["twinType"] = new TextField<Asset>(asset => asset.TwinType),
        ["typeId"] = new TextField<Asset>(asset => asset.Type.Id),
        ["fileId"] = new TypeField(FileIdsOf, isId: true),
        ["deleted"] = new TimeField<Asset>(asset => asset.Deleted),
        ["hasType"] = new TypeField(LineageOf),
    };

    /// <summary>Null stands for a type without files.</summary>
    private static IEnumerable<string?> FileIdsOf(AssetType type) =>
        type.AllFiles.Select(assigned => assigned.File.Id.ToString()).DefaultIfEmpty<string?>(null);

    private static IEnumerable<string?> LineageOf(AssetType type)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.Parent)
        {
            yield return ancestor.Id;
        }
    }
}
