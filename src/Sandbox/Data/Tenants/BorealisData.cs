namespace Enterprise.Sandbox.Data.Tenants;

/// <summary>The tenant <c>borealis</c>: 25 assets of a fish packer. One line and its two machines are shared with <c>acme</c>.</summary>
internal static class BorealisData
{
    public const string Tenant = "borealis";

    private static readonly AspectTypes Aspects = new(Tenant);
    private static readonly AssetType Machine = new(
        "borealis.machine",
        "Machine",
        CoreTypes.Device,
        "A machine of a line",
        aspects: [Aspects.Nameplate, Aspects.Production],
        variables: AspectTypes.OfMachines);

    private static readonly AssetType Freezer = new("borealis.freezer", "Freezer", Machine, "Freezes", aspects: [Aspects.Process]);

    private static readonly Location Tromso = new("Norway", "Troms", "Tromsø", "Stakkevollvegen 55", "9010", 18.9553, 69.6492);
    private static readonly Location Narvik = new("Norway", "Nordland", "Narvik", null, "8514", 17.4272, 68.4385);

    public static TenantData Make(DataOptions options)
    {
        var tree = new AssetTree(options, Tenant, "Europe/Oslo", capacity: 25);
        var north = tree.Add(tree.Root, CoreTypes.Site, "Tromsø", new() { Location = Tromso, ExternalId = "NO-01" });
        var packing = tree.Add(north, CoreTypes.Area, "Packing hall");
        AddLine(tree, packing, "Packing line 1", ["Grader", "Filleting machine", "Tray sealer", "Checkweigher"]);
        AddLine(tree, packing, "Packing line 2", ["Skinning machine", "Vacuum packer"], SharingMode.Sharer);
        AddLine(tree, packing, "Packing line 3", ["Slicer", "Case packer", "Strapping machine"]);
        var cold = tree.Add(north, CoreTypes.Area, "Cold store");
        foreach (var name in (string[])["Spiral freezer 1", "Spiral freezer 2", "Plate freezer"])
        {
            tree.Add(cold, Freezer, name, new() { ExternalId = "FR-" + tree.Count });
        }

        var quay = tree.Add(tree.Root, CoreTypes.Site, "Narvik quay", new() { Location = Narvik, ExternalId = "NO-02" });
        foreach (var name in (string[])["Unloading pump", "Ice maker", "Conveyor north", "Conveyor south", "Harbour crane"])
        {
            tree.Add(quay, Machine, name, new() { ExternalId = "Q-" + tree.Count });
        }

        return tree.ToData([Machine, Freezer]);
    }

    private static void AddLine(AssetTree tree, Asset hall, string name, string[] machines, SharingMode? sharing = null)
    {
        var line = tree.Add(hall, CoreTypes.Area, name, new() { Sharing = sharing });
        foreach (var machine in machines)
        {
            tree.Add(line, Machine, machine, new() { ExternalId = "B-" + tree.Count, Description = machine + " of " + name });
        }
    }
}
