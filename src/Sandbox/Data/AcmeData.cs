using System.Globalization;

namespace Enterprise.Sandbox.Data;

/// <summary>
/// The tenant <c>acme</c>, a brewing and bottling group: 2,431 live assets with its root, seven levels deep, three deleted ones besides,
/// and what <c>borealis</c> shares with it.
/// </summary>
internal static class AcmeData
{
    public const string Tenant = "acme";

    /// <summary>The live assets that acme owns, the root included.</summary>
    public const int OwnCount = 2_431;

    /// <summary>The end customer that one whole site belongs to.</summary>
    public const string Subtenant = "0f3c2a7d9b1e4f5a8c6d7e8f90a1b2c3";

    private const int ComponentsInSubtenantMachine = 3;

    public static TenantData Make(int seed, TenantData borealis)
    {
        var tree = new AssetTree(seed, Tenant, capacity: OwnCount + 16);
        var machines = new List<Asset>();
        var countries = new Dictionary<string, Asset>(StringComparer.Ordinal);
        var sites = new List<Asset>();
        foreach (var plan in AcmeSite.All)
        {
            if (!countries.TryGetValue(plan.Area, out var country))
            {
                countries.Add(plan.Area, country = tree.Add(tree.Root, CoreTypes.Area, plan.Area, new() { Timezone = plan.Timezone }));
            }

            var site = new AcmeSiteBuilder(tree, plan, sites.Count + 1);
            sites.Add(site.Build(country));
            if (plan.SubTenant is null)
            {
                machines.AddRange(site.Machines);
            }
            else
            {
                AcmeComponents.Deal(tree, site.Machines, site.Machines.Count * ComponentsInSubtenantMachine);
            }
        }

        AcmeExtras.Add(tree, sites[0]);
        AcmeOddities.Add(tree, sites[0]);
        AcmeComponents.Deal(tree, machines, OwnCount - tree.Count);
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
                ExternalId = string.Create(CultureInfo.InvariantCulture, $"P-1990{number}"),
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
            copies.Add(original.Id, tree.AddReceived(copies.GetValueOrDefault(original.ParentId, folder), original));
        }
    }
}
