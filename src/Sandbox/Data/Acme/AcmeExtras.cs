using System.Globalization;

namespace Enterprise.Sandbox.Data.Acme;

/// <summary>
/// Assets outside the lines: mobile equipment without a location, digital twins, agents, and a pilot brewery that a policy can hide.
/// </summary>
internal static class AcmeExtras
{
    public const string PilotBrewery = "Pilot brewery";

    public static void Add(AssetTree tree, Asset site)
    {
        var mobile = tree.Add(tree.Root, CoreTypes.Area, "Mobile equipment",
            new() { Description = "Travels between the sites and has no location" });
        for (var number = 1; number <= 18; number++)
        {
            tree.Add(mobile, AcmeTypes.Pump, Numbered("Transfer pump", number), new() { ExternalId = Numbered("MOB-P", number, "00") });
            tree.Add(mobile, AcmeTypes.Washer, Numbered("Mobile CIP unit", number),
                new() { ExternalId = Numbered("MOB-CIP", number, "00") });
        }

        var twins = tree.Add(site, CoreTypes.Area, "Digital twins", new() { IsSimulation = true, Description = "Simulated machines" });
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
            tree.Add(site, CoreTypes.Agent, Numbered("IoT gateway", number), new() { ExternalId = Numbered("ERL-GW", number, "0") });
        }

        var pilot = tree.Add(site, CoreTypes.Area, PilotBrewery, new()
        {
            ExternalId = "ERL-PB", Description = "Recipes that are not on sale yet", IsRestricted = true,
        });
        tree.Add(pilot, AcmeTypes.Kettle, "Pilot kettle", new() { ExternalId = "ERL-PB-WK01", Description = "200 litres" });
        tree.Add(pilot, AcmeTypes.Fermenter, "Pilot fermenter", new() { ExternalId = "ERL-PB-FV01", Description = "250 litres" });
    }

    private static string Numbered(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name} {number}");

    private static string Numbered(string code, int number, string format) => code + number.ToString(format, CultureInfo.InvariantCulture);
}
