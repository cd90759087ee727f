using System.Globalization;

namespace Enterprise.Sandbox.Data;

/// <summary>Assets beside the lines: equipment that moves and so has no location, simulated twins, and agents.</summary>
internal static class AcmeExtras
{
    public static void Add(AssetTree tree, Asset site)
    {
        var mobile = tree.Add(tree.Root, CoreTypes.Area, "Mobile equipment", new() { Description = "Travels between the sites and has no location" });
        for (var number = 1; number <= 18; number++)
        {
            tree.Add(mobile, AcmeTypes.Pump, Numbered("Transfer pump", number), new()
            {
                ExternalId = Numbered("P-MOBILE", number).Replace(' ', '-'),
            });
            tree.Add(mobile, AcmeTypes.Washer, Numbered("Mobile CIP unit", number));
        }

        var twins = tree.Add(site, CoreTypes.Area, "Digital twins", new() { IsSimulation = true });
        for (var number = 1; number <= 12; number++)
        {
            tree.Add(twins, AcmeTypes.Kettle, Numbered("Simulated wort kettle", number), new()
            {
                IsSimulation = true,
                Description = "What-if runs of recipes",
            });
        }

        for (var number = 1; number <= 4; number++)
        {
            tree.Add(site, CoreTypes.Agent, Numbered("IoT gateway", number), new() { ExternalId = Numbered("GW-ER", number).Replace(' ', '-') });
        }
    }

    private static string Numbered(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name} {number}");
}
