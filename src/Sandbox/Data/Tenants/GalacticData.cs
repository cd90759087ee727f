using System.Globalization;

namespace Enterprise.Sandbox.Data.Tenants;

/// <summary>The tenant <c>galactic</c>, which exists for its size: 100,000 assets, one node with 5,000 children.</summary>
internal static class GalacticData
{
    public const string Tenant = "galactic";

    public const int OwnCount = 100_000;

    /// <summary>The children of the widest node, the depot.</summary>
    public const int DepotCount = 5_000;

    private const int Regions = 10;
    private const int SitesInRegion = 10;
    private const int HallsInSite = 10;
    private const int MachinesInHall = 9;

    private static readonly AspectTypes Aspects = new(Tenant);
    private static readonly AssetType Device = new("galactic.device", "Device", CoreTypes.Device, "Any device",
        aspects: [Aspects.Nameplate]);
    private static readonly AssetType Machine = new(
        "galactic.machine", "Machine", Device, "A machine", aspects: [Aspects.Drive], variables: AspectTypes.OfMachines);
    private static readonly AssetType Sensor = new("galactic.sensor", "Sensor", Device, "A sensor", aspects: [Aspects.Process]);

    public static TenantData Make(DataOptions options)
    {
        var tree = new AssetTree(options, Tenant, "Etc/UTC", OwnCount);
        var depot = tree.Add(tree.Root, CoreTypes.Area, "Depot", new() { Description = "Everything that is not installed yet" });
        for (var number = 1; number <= DepotCount; number++)
        {
            tree.Add(depot, Sensor, Numbered("Spare sensor", number, "0000"), new() { ExternalId = Numbered("SP", number, "0000") });
        }

        var machines = new List<Asset>(Regions * SitesInRegion * HallsInSite * MachinesInHall);
        for (var region = 1; region <= Regions; region++)
        {
            var area = tree.Add(tree.Root, CoreTypes.Area, Numbered("Region", region, "00"));
            for (var site = 1; site <= SitesInRegion; site++)
            {
                AddSite(tree, area, ((region - 1) * SitesInRegion) + site, machines);
            }
        }

        for (var number = 0; tree.Count < OwnCount; number++)
        {
            tree.Add(machines[number % machines.Count], Sensor, Numbered("Sensor", number, "00000"));
        }

        return tree.ToData([Device, Machine, Sensor]);
    }

    private static void AddSite(AssetTree tree, Asset area, int siteNumber, List<Asset> machines)
    {
        var place = new Location(null, null, Numbered("Locality", siteNumber, "000"), null, null, -180 + (siteNumber * 3.5), -60
            + (siteNumber * 1.2));
        var site = tree.Add(area, CoreTypes.Site, Numbered("Site", siteNumber, "000"), new() { Location = place });
        for (var hallNumber = 1; hallNumber <= HallsInSite; hallNumber++)
        {
            var hall = tree.Add(site, CoreTypes.Area, Numbered("Hall", hallNumber, "00"));
            for (var machine = 0; machine < MachinesInHall; machine++)
            {
                var number = machines.Count + 1;
                machines.Add(tree.Add(hall, Machine, Numbered("Machine", number, "0000"),
                    new() { ExternalId = Numbered("M", number, "0000") }));
            }
        }
    }

    private static string Numbered(string name, int number, string format) => name + " "
        + number.ToString(format, CultureInfo.InvariantCulture);
}
