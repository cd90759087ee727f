namespace Enterprise.Sandbox.Data;

/// <summary>Builds one tenant's assets. Children inherit time zone, subtenant, sharing and restriction.</summary>
internal sealed class AssetTree
{
    private readonly string _tenant;
    private readonly List<Asset> _assets;
    private readonly List<int> _childCounts;

    public AssetTree(DataOptions options, string tenant, string timezone = "Europe/Berlin", int capacity = 1)
    {
        _tenant = tenant;
        _assets = new(capacity);
        _childCounts = new(capacity);
        Root = Append(new()
        {
            Index = 0,
            Id = AssetId.Root(options.Seed, tenant),
            Parent = null,
            Type = CoreTypes.Enterprise,
            TenantId = tenant,
            Name = tenant,
            Timezone = timezone,
            UnlistedParentId = options.RootHasParent ? AssetId.Root(options.Seed, tenant).Child(-1) : null,
        });
    }

    public Asset Root { get; }

    public int Count => _assets.Count;

    /// <summary>The id that the next child of this parent will have, for choices that depend on it.</summary>
    public AssetId NextId(Asset parent) => parent.Id.Child(_childCounts[parent.Index]);

    public Asset Add(Asset parent, AssetType type, string name, AssetDetails? details = null)
    {
        var id = NextId(parent);
        _childCounts[parent.Index]++;
        return Append(new()
        {
            Index = _assets.Count,
            Id = id,
            Parent = parent,
            Type = type,
            TenantId = _tenant,
            Name = name,
            ExternalId = details?.ExternalId,
            Description = details?.Description,
            OwnLocation = details?.Location,
            Timezone = details?.Timezone ?? parent.Timezone,
            SubTenant = details?.SubTenant ?? parent.SubTenant,
            Sharing = details?.Sharing ?? parent.Sharing,
            Deleted = details?.Deleted,
            IsSimulation = details?.IsSimulation ?? false,
            IsRestricted = details?.IsRestricted ?? parent.IsRestricted,
        });
    }

    /// <summary>
    /// Adds an asset that another tenant shares: id, owner and content stay the other tenant's, the parent is one of this tree.
    /// </summary>
    public Asset AddReceived(Asset parent, Asset original) => Append(new()
    {
        Index = _assets.Count,
        Id = original.Id,
        Parent = parent,
        Type = original.Type,
        TenantId = original.TenantId,
        Name = original.Name,
        ExternalId = original.ExternalId,
        Description = original.Description,
        OwnLocation = original.LocationHolder?.OwnLocation,
        Timezone = original.Timezone,
        Sharing = SharingMode.Receiver,
    });

    public TenantData ToData(IReadOnlyList<AssetType> types) => new(_tenant, [.. _assets], types);

    private Asset Append(Asset asset)
    {
        _assets.Add(asset);
        _childCounts.Add(0);
        return asset;
    }
}
