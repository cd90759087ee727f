namespace Enterprise.Sandbox.Data;

/// <summary>
/// The asset types and aspect types of one tenant: the core ones, its own, and those of assets received from other tenants.
/// </summary>
internal sealed class TypeCatalog
{
    private readonly string _tenant;

    public TypeCatalog(string tenant, IReadOnlyList<AssetType> own, Asset[] assets)
    {
        _tenant = tenant;
        var received = assets.Where(asset => asset.IsReceived).SelectMany(asset => Lineage(asset.Type));
        AssetTypes = [.. CoreTypes.All.Concat(own).Concat(received).Distinct()];
        AspectTypes = [.. AssetTypes.SelectMany(type => type.OwnAspects).Select(slot => slot.Type).Distinct()];
    }

    public IReadOnlyList<AssetType> AssetTypes { get; }

    public IReadOnlyList<AspectType> AspectTypes { get; }

    /// <summary>True for a type of another tenant, which is shown only together with received assets.</summary>
    public bool IsReceived(string ownerTenant) =>
        !string.Equals(ownerTenant, _tenant, StringComparison.Ordinal)
        && !string.Equals(ownerTenant, CoreTypes.Asset.TenantId, StringComparison.Ordinal);

    private static IEnumerable<AssetType> Lineage(AssetType type)
    {
        for (var current = type; current is not null; current = current.Parent)
        {
            yield return current;
        }
    }
}
