using System.Globalization;

namespace Enterprise.Sandbox.Data.Acme;

/// <summary>Builds one site: its halls, lines and machines. Machines of a kind are numbered across the site.</summary>
internal sealed class AcmeSiteBuilder(AssetTree tree, AcmeSite plan)
{
    /// <summary>The site and line whose machines the group shares with another tenant.</summary>
    private const string SharedSite = "Brauerei Graz", SharedLine = "Keg line 3";

    private readonly Dictionary<AcmeMachine, int> _numbers = [];
    private readonly List<Asset> _machines = [];

    public IReadOnlyList<Asset> Machines => _machines;

    public Asset Build(Asset country)
    {
        var site = tree.Add(country, CoreTypes.Site, plan.Name, new()
        {
            ExternalId = plan.Code,
            Description = $"Brewery in {plan.Location.Locality}, {plan.Location.Country}",
            Timezone = plan.Timezone,
            Location = plan.Location,
            SubTenant = plan.SubTenant,
        });
        foreach (var hall in plan.SubTenant is null ? AcmeHall.OfAWholeSite : AcmeHall.OfASmallSite)
        {
            AddHall(site, hall);
        }

        return site;
    }

    private void AddHall(Asset site, AcmeHall plannedHall)
    {
        var hall = tree.Add(site, CoreTypes.Area, plannedHall.Names[plan.Language], new()
        {
            ExternalId = $"{plan.Code}-{plannedHall.Code}",
            Description = $"{plannedHall.Names[0]} of {plan.Name}",
        });
        for (var number = 1; number <= plannedHall.Lines.Length; number++)
        {
            var plannedLine = plannedHall.Lines[number - 1];
            var isShared = plan.Name == SharedSite && plannedLine.Names[0] == SharedLine;
            var code = string.Create(CultureInfo.InvariantCulture, $"{plan.Code}-{plannedHall.Code}{number}");
            var line = tree.Add(hall, CoreTypes.Area, plannedLine.Names[plan.Language], new()
            {
                ExternalId = code,
                Description = $"{plannedLine.Names[0]}, {plan.Location.Locality}",
                Sharing = isShared ? SharingMode.Sharer : null,
            });
            foreach (var machine in plannedLine.Machines)
            {
                AddMachine(line, machine, code);
            }
        }
    }

    private void AddMachine(Asset line, AcmeMachine machine, string lineCode)
    {
        var number = _numbers[machine] = _numbers.GetValueOrDefault(machine) + 1;
        var id = tree.NextId(line);
        _machines.Add(tree.Add(line, machine.Type, string.Create(CultureInfo.InvariantCulture, $"{machine.Names[plan.Language]} {number}"),
            new()
        {
            ExternalId = ExternalId(machine, id, number, lineCode),
            Description = string.Create(CultureInfo.InvariantCulture, $"{machine.Names[0]} {number}, {plan.Location.Locality}"),
        }));
    }

    /// <summary>Most machines have a plant number, some a serial number only, a few have none.</summary>
    private static string? ExternalId(AcmeMachine machine, AssetId id, int number, string lineCode) => id.Pick(12, topic: 3) switch
    {
        0 => null,
        < 3 => string.Create(CultureInfo.InvariantCulture, $"SN-{100_000 + id.Pick(900_000, topic: 4)}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{lineCode}-{machine.Tag}{number:00}"),
    };
}
