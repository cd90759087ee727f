using System.Collections.Concurrent;
using Enterprise.Sandbox.Data.Acme;
using Enterprise.Sandbox.Data.Tenants;

namespace Enterprise.Sandbox.Data;

/// <summary>The data of all tenants. A tenant's assets are made once, at the first request for them.</summary>
internal sealed class TenantCatalog(DataOptions options)
{
    private readonly ConcurrentDictionary<string, Lazy<TenantData>> _tenants = new(StringComparer.Ordinal);

    public TenantData Of(string tenant) => _tenants.GetOrAdd(tenant, name => new(() => Make(name))).Value;

    private TenantData Make(string tenant) => tenant switch
    {
        AcmeData.Tenant => AcmeData.Make(options, Of(BorealisData.Tenant)),
        BorealisData.Tenant => BorealisData.Make(options),
        GalacticData.Tenant => GalacticData.Make(options),
        XenonData.Tenant => XenonData.Make(options),
        KryptonData.Tenant => KryptonData.Make(options),
        FerrumData.Tenant => FerrumData.Make(options),
        QuirksData.Tenant => QuirksData.Make(options),
        _ => new AssetTree(options, tenant).ToData([]),
    };
}
