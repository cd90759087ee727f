using System.Collections.Frozen;

namespace Enterprise.Sandbox.Data.Ordering;

/// <summary>
/// The fields that a list of assets can be sorted by: the basic fields, and <c>id</c>, which the platform's own client sends for
/// <c>assetId</c>. The platform's collation is not known. Here letters compare without case by code unit, and null is greater than every
/// value.
/// </summary>
internal static class AssetSortFields
{
    /// <summary>The id itself, which needs no other field.</summary>
    public const string Id = "assetId";

    private static readonly FrozenDictionary<string, Func<Asset[], int[]>> Fields =
        new Dictionary<string, Func<Asset[], int[]>>(StringComparer.Ordinal)
        {
            [Id] = Number(asset => asset.Id.High),
            ["id"] = Number(asset => asset.Id.High),
            ["tenantId"] = Text(asset => asset.TenantId),
            ["name"] = Text(asset => asset.Name),
            ["etag"] = Number(asset => (ulong)asset.Etag),
            ["externalId"] = Text(asset => asset.ExternalId),
            ["t2Tenant"] = Text(asset => asset.SubTenant),
            ["subTenant"] = Text(asset => asset.SubTenant),
            ["description"] = Text(asset => asset.Description),
            ["timezone"] = Text(asset => asset.Timezone),
            ["twinType"] = Text(asset => asset.TwinType),
            ["parentId"] = Number(asset => asset.ParentId?.High),
            ["typeId"] = Text(asset => asset.Type.Id),
            ["deleted"] = Number(asset => (ulong?)asset.Deleted?.Ticks),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Names => Fields.Keys;

    /// <summary>The rank of each asset's value of a field.</summary>
    public static int[] Ranks(string field, Asset[] assets) => Fields[field](assets);

    private static Func<Asset[], int[]> Number(Func<Asset, ulong?> read) => assets => FieldRanks.OfNumber(assets, read);

    private static Func<Asset[], int[]> Text(Func<Asset, string?> read) => assets => FieldRanks.OfText(assets, read);
}
