using System.Collections.Concurrent;

namespace Enterprise.Sandbox.Data;

/// <summary>All tenants' data from one seed. A tenant's assets are made once, when somebody first asks for them.</summary>
internal sealed class TenantCatalog(int seed)
{
    private readonly ConcurrentDictionary<string, Lazy<TenantData>> _tenants = new(StringComparer.Ordinal);

    public TenantData Of(string tenant) => _tenants.GetOrAdd(tenant, name => new(() => Make(name))).Value;

    private TenantData Make(string tenant) => tenant switch
    {
        AcmeData.Tenant => AcmeData.Make(seed, Of(BorealisData.Tenant)),
        BorealisData.Tenant => BorealisData.Make(seed),
        GalacticData.Tenant => GalacticData.Make(seed),
        XenonData.Tenant => XenonData.Make(seed),
        KryptonData.Tenant => KryptonData.Make(seed),
        FerrumData.Tenant => FerrumData.Make(seed),
        _ => new AssetTree(seed, tenant).ToData([]),
    };
}
