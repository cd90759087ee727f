namespace Enterprise.Sandbox.Data.Tenants;

/// <summary>
/// The tenant <c>xenon</c>: 40 assets of a maker of lamps. Its type ids begin with its name, as those of every tenant in both generations
/// of identity.
/// </summary>
internal static class XenonData
{
    public const string Tenant = "xenon";

    private static readonly AspectTypes Aspects = new(Tenant);
    private static readonly AssetType Machine = new(
        "xenon.machine",
        "Machine",
        CoreTypes.Device,
        "A machine of a lamp line",
        aspects: [Aspects.Nameplate, Aspects.Production],
        variables: AspectTypes.OfMachines);

    private static readonly AssetType Furnace = new("xenon.furnace", "Furnace", Machine, "Melts or anneals", aspects: [Aspects.Process]);

    private static readonly Location Eindhoven = new("Netherlands", "Noord-Brabant", "Eindhoven", "Mathildelaan 1", "5611", 5.4697,
        51.4416);
    private static readonly Location Maastricht = new("Netherlands", "Limburg", "Maastricht", null, "6211", 5.6910, 50.8514);

    public static TenantData Make(DataOptions options)
    {
        var tree = new AssetTree(options, Tenant, "Europe/Amsterdam", capacity: 40);
        var south = tree.Add(tree.Root, CoreTypes.Site, "Eindhoven", new() { Location = Eindhoven, ExternalId = "NL-01" });
        var lamps = tree.Add(south, CoreTypes.Area, "Lamp hall");
        for (var line = 1; line <= 4; line++)
        {
            AddLine(tree, lamps, $"Lamp line {line}", ["Bulb blower", "Flare machine", "Sealing machine", "Pumping carousel",
                "Capping machine"]);
        }

        var glass = tree.Add(tree.Root, CoreTypes.Site, "Maastricht glassworks", new() { Location = Maastricht, ExternalId = "NL-02" });
        foreach (var name in (string[])["Tank furnace A", "Tank furnace B", "Annealing lehr"])
        {
            tree.Add(glass, Furnace, name, new() { ExternalId = "F-" + tree.Count });
        }

        AddLine(tree, glass, "Tube drawing", ["Danner mandrel", "Drawing bench", "Cutter", "Sorting table", "Bundler", "Compressor north",
            "Compressor south"]);
        tree.Add(glass, Machine, "Kühlwasserpumpe 2 „Süd“", new() { ExternalId = "X-900", Description = "Name as on the plate" });
        return tree.ToData([Machine, Furnace]);
    }

    private static void AddLine(AssetTree tree, Asset hall, string name, string[] machines)
    {
        var line = tree.Add(hall, CoreTypes.Area, name);
        foreach (var machine in machines)
        {
            tree.Add(line, Machine, machine, new() { ExternalId = "X-" + tree.Count, Description = machine + " of " + name });
        }
    }
}
