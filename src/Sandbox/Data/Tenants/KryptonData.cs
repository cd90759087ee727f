namespace Enterprise.Sandbox.Data.Tenants;

/// <summary>
/// The tenant <c>krypton</c>: 30 assets of a maker of window glass. They are the same before and after the tenant is moved.
/// </summary>
internal static class KryptonData
{
    public const string Tenant = "krypton";

    private static readonly AspectTypes Aspects = new(Tenant);
    private static readonly AssetType Station = new(
        "krypton.station",
        "Station",
        CoreTypes.Device,
        "A station of a glass line",
        aspects: [Aspects.Nameplate, Aspects.Production],
        variables: AspectTypes.OfMachines);

    private static readonly AssetType Kiln = new("krypton.kiln", "Kiln", Station, "Tempers", aspects: [Aspects.Process]);

    private static readonly Location Aarhus = new("Denmark", "Midtjylland", "Aarhus", "Sydhavnsgade 7", "8000", 10.2107, 56.1496);

    public static TenantData Make(DataOptions options)
    {
        var tree = new AssetTree(options, Tenant, "Europe/Copenhagen", capacity: 30);
        var site = tree.Add(tree.Root, CoreTypes.Site, "Aarhus", new() { Location = Aarhus, ExternalId = "DK-01" });
        string[] stations = ["Loading portal", "Washer", "Gas press", "Spacer bender", "Sealing robot", "Unloading portal"];
        for (var number = 1; number <= 3; number++)
        {
            var line = tree.Add(site, CoreTypes.Area, $"Insulating glass line {number}");
            foreach (var name in stations)
            {
                tree.Add(line, Station, name, new() { ExternalId = "K-" + tree.Count, Description = name + " of " + line.Name });
            }
        }

        var tempering = tree.Add(site, CoreTypes.Area, "Tempering");
        foreach (var name in (string[])["Ovn Ø1", "Ovn Ø2", "Quench", "Heat soak chamber", "Blower east", "Blower west"])
        {
            tree.Add(tempering, Kiln, name, new() { ExternalId = "K-" + tree.Count });
        }

        return tree.ToData([Station, Kiln]);
    }
}
