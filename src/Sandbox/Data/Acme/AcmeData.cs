using System.Globalization;

namespace Enterprise.Sandbox.Data.Acme;

/// <summary>
/// The tenant <c>acme</c>, a brewing and bottling group: 2,431 live assets with its root, seven levels deep, three deleted assets,
/// and those that <c>borealis</c> shares with it.
/// </summary>
internal static class AcmeData
{
    public const string Tenant = "acme";

    /// <summary>The live assets that acme owns, the root included.</summary>
    public const int OwnCount = 2_431;

    /// <summary>The end customer that one whole site belongs to.</summary>
    public const string Subtenant = "0f3c2a7d9b1e4f5a8c6d7e8f90a1b2c3";

    private const int ComponentsInSubtenantMachine = 3;

    public static TenantData Make(DataOptions options, TenantData borealis)
    {
        var tree = new AssetTree(options, Tenant, capacity: OwnCount + 16);
        var machines = new List<Asset>();
        var countries = new Dictionary<string, Asset>(StringComparer.Ordinal);
        var sites = new List<Asset>();
        foreach (var plan in AcmeSite.All)
        {
            if (!countries.TryGetValue(plan.Area, out var country))
            {
                countries.Add(plan.Area, country = tree.Add(tree.Root, CoreTypes.Area, plan.Area, new()
                {
                    Timezone = plan.Timezone, ExternalId = plan.Location.Country, Description = $"Sites in {plan.Location.Country}",
                }));
            }

            var site = new AcmeSiteBuilder(tree, plan);
            sites.Add(site.Build(country));
            if (plan.SubTenant is null)
            {
                machines.AddRange(site.Machines);
            }
            else
            {
                AcmeComponents.Distribute(tree, site.Machines, site.Machines.Count * ComponentsInSubtenantMachine);
            }
        }

        AcmeExtras.Add(tree, sites[0]);
        AcmeComponents.Distribute(tree, machines, OwnCount - tree.Count);
        AddDeleted(tree, sites[0]);
        AddReceived(tree, borealis);
        return tree.ToData(AcmeTypes.All);
    }

    private static void AddDeleted(AssetTree tree, Asset site)
    {
        for (var number = 1; number <= 3; number++)
        {
            tree.Add(site, AcmeTypes.Pump, string.Create(CultureInfo.InvariantCulture, $"Scrapped pump {number}"), new()
            {
                ExternalId = string.Create(CultureInfo.InvariantCulture, $"ERL-P199{number}"),
                Description = "Scrapped in 2025",
                Deleted = new DateTime(2025, number, 15, 9, 30, 0, DateTimeKind.Utc),
            });
        }
    }

    /// <summary>
    /// A folder named after the sharer holds what it shares (source: Siemens' documentation; the folder's own sharing mode is assumed).
    /// </summary>
    private static void AddReceived(AssetTree tree, TenantData borealis)
    {
        var folder = tree.Add(tree.Root, CoreTypes.ShareEnterprise, borealis.Tenant, new() { Sharing = SharingMode.Receiver });
        var copies = new Dictionary<AssetId, Asset>();
        foreach (var original in borealis.Assets.Where(asset => asset.Sharing == SharingMode.Sharer))
        {
            copies.Add(original.Id, tree.AddReceived(original.Parent is { } parent ? copies.GetValueOrDefault(parent.Id, folder) : folder,
                original));
        }
    }
}
