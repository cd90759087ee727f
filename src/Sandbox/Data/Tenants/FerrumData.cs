namespace Enterprise.Sandbox.Data.Tenants;

/// <summary>
/// The tenant <c>ferrum</c>: five assets that no one should see in the application, because it has not enabled this tenant.
/// </summary>
internal static class FerrumData
{
    public const string Tenant = "ferrum";

    private static readonly AspectTypes Aspects = new(Tenant);
    private static readonly AssetType Furnace = new(
        "ferrum.furnace", "Furnace", CoreTypes.Device, "Melts iron", aspects: [Aspects.Nameplate, Aspects.Process],
            variables: AspectTypes.OfMachines);

    private static readonly Location Brescia = new("Italy", "Lombardia", "Brescia", null, "25121", 10.2118, 45.5416);

    public static TenantData Make(DataOptions options)
    {
        var tree = new AssetTree(options, Tenant, "Europe/Rome", capacity: 5);
        var site = tree.Add(tree.Root, CoreTypes.Site, "Brescia", new() { Location = Brescia, ExternalId = "IT-01" });
        foreach (var name in (string[])["Cupola furnace", "Induction furnace", "Holding furnace"])
        {
            tree.Add(site, Furnace, name, new() { ExternalId = "FE-" + tree.Count });
        }

        return tree.ToData([Furnace]);
    }
}
