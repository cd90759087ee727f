using System.Collections.Frozen;

namespace Enterprise.Sandbox.Data;

/// <summary>
/// The fields a list of assets can be sorted by: the basic fields, and <c>id</c>, which the platform's own client sends for <c>assetId</c>.
/// How the platform collates is not known: here letters compare without case by code point, and null stands after every value.
/// </summary>
internal static class AssetSortFields
{
    private static readonly FrozenDictionary<string, Comparison<Asset>> Fields = new Dictionary<string, Comparison<Asset>>(StringComparer.Ordinal)
    {
        ["assetId"] = ById,
        ["id"] = ById,
        ["tenantId"] = Text(asset => asset.TenantId),
        ["name"] = Text(asset => asset.Name),
        ["etag"] = (left, right) => left.Etag.CompareTo(right.Etag),
        ["externalId"] = Text(asset => asset.ExternalId),
        ["t2Tenant"] = Text(asset => asset.SubTenant),
        ["subTenant"] = Text(asset => asset.SubTenant),
        ["description"] = Text(asset => asset.Description),
        ["timezone"] = Text(asset => asset.Timezone),
        ["twinType"] = Text(asset => asset.TwinType),
        ["parentId"] = (left, right) => left.ParentId.Value.CompareTo(right.ParentId.Value),
        ["typeId"] = Text(asset => asset.Type.Id),
        ["deleted"] = (left, right) => (left.Deleted ?? DateTime.MaxValue).CompareTo(right.Deleted ?? DateTime.MaxValue),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Names => Fields.Keys;

    public static Comparison<Asset> Comparison(string field) => Fields[field];

    private static int ById(Asset left, Asset right) => left.Id.Value.CompareTo(right.Id.Value);

    private static Comparison<Asset> Text(Func<Asset, string?> read) => (left, right) => (read(left), read(right)) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        var (first, second) => string.Compare(first, second, StringComparison.OrdinalIgnoreCase),
    };
}
