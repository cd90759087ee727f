namespace Enterprise.Sandbox.Data;

/// <summary>
/// Everything one tenant can be shown: its live assets, its deleted ones and those received from others, immutable and indexed by id and by parent.
/// Who sees what of it is decided elsewhere.
/// </summary>
internal sealed class TenantData
{
    private static readonly int[] RootAlone = [0];

    private readonly Dictionary<AssetId, int> _byId;
    private readonly int[] _firstChild;
    private readonly int[] _children;

    /// <summary>Indexes the assets.</summary>
    /// <param name="tenant">The tenant's name.</param>
    /// <param name="assets">The assets, the root first, each at its own index.</param>
    /// <param name="types">The tenant's own types, without the core ones.</param>
    public TenantData(string tenant, Asset[] assets, IReadOnlyList<AssetType> types)
    {
        Tenant = tenant;
        Assets = assets;
        Types = new(tenant, types, assets);
        Orders = new(assets);
        _byId = new(assets.Length);
        _firstChild = new int[assets.Length + 1];
        _children = new int[assets.Length - 1];
        foreach (var asset in assets)
        {
            _byId.Add(asset.Id, asset.Index);
            if (asset.Parent is { } parent)
            {
                _firstChild[parent.Index + 1]++;
            }
        }

        for (var index = 1; index < _firstChild.Length; index++)
        {
            _firstChild[index] += _firstChild[index - 1];
        }

        var next = _firstChild.AsSpan(0, assets.Length).ToArray();
        foreach (var asset in assets)
        {
            if (asset.Parent is { } parent)
            {
                _children[next[parent.Index]++] = asset.Index;
            }
        }
    }

    public string Tenant { get; }

    public Asset[] Assets { get; }

    public TypeCatalog Types { get; }

    public AssetOrders Orders { get; }

    public Asset Root => Assets[0];

    public Asset? Find(AssetId id) => _byId.TryGetValue(id, out var index) ? Assets[index] : null;

    /// <summary>The indexes of the children of the asset with this id; the parent id of the root has the root as its child.</summary>
    public ReadOnlySpan<int> ChildrenOf(AssetId id) =>
        _byId.TryGetValue(id, out var index) ? _children.AsSpan(_firstChild[index].._firstChild[index + 1])
        : id == Root.ParentId ? RootAlone : [];
}
