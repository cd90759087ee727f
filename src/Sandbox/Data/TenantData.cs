using Enterprise.Sandbox.Data.Files;
using Enterprise.Sandbox.Data.Ordering;

namespace Enterprise.Sandbox.Data;

/// <summary>
/// All assets of one tenant: live, deleted, and received from other tenants. Immutable, indexed by id and by parent.
/// <c>AssetView</c> decides what a caller sees.
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
        Files = Types.AssetTypes.SelectMany(type => type.OwnFiles).ToDictionary(file => file.Id);
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

    /// <summary>The files of the types, by id.</summary>
    public IReadOnlyDictionary<AssetId, TypeFile> Files { get; }

    public Asset? Find(AssetId id) => _byId.TryGetValue(id, out var index) ? Assets[index] : null;

    /// <summary>
    /// The indexes of the children of the asset with this id; an id that is the root's unlisted parent has the root as child.
    /// </summary>
    public ReadOnlySpan<int> ChildrenOf(AssetId id) =>
        _byId.TryGetValue(id, out var index) ? _children.AsSpan(_firstChild[index].._firstChild[index + 1])
        : id == Root.UnlistedParentId ? RootAlone : [];
}
