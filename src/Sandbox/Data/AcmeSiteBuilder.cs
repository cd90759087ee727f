using System.Globalization;

namespace Enterprise.Sandbox.Data;

/// <summary>Builds one site: its halls, lines and machines. Machines of a kind are numbered across the site.</summary>
internal sealed class AcmeSiteBuilder(AssetTree tree, AcmeSite plan, int siteNumber)
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
            ExternalId = string.Create(CultureInfo.InvariantCulture, $"SITE-{siteNumber:00}"),
            Description = string.Create(CultureInfo.InvariantCulture, $"Production in {plan.Location.Locality}, {plan.Location.Country}"),
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
        var hall = tree.Add(site, CoreTypes.Area, plannedHall.Names[plan.Language]);
        foreach (var plannedLine in plannedHall.Lines)
        {
            var isShared = plan.Name == SharedSite && plannedLine.Names[0] == SharedLine;
            var line = tree.Add(hall, CoreTypes.Area, plannedLine.Names[plan.Language], new() { Sharing = isShared ? SharingMode.Sharer : null });
            foreach (var machine in plannedLine.Machines)
            {
                AddMachine(line, machine);
            }
        }
    }

    private void AddMachine(Asset line, AcmeMachine machine)
    {
        var number = _numbers[machine] = _numbers.GetValueOrDefault(machine) + 1;
        var id = tree.NextId(line);
        _machines.Add(tree.Add(line, machine.Type, string.Create(CultureInfo.InvariantCulture, $"{machine.Names[plan.Language]} {number}"), new()
        {
            ExternalId = ExternalId(machine, id, number),
            Description = id.Pick(3, topic: 2) == 0
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"{machine.Names[0]} {number}, {plan.Location.Locality}"),
        }));
    }

    /// <summary>Most machines have a plant number, some a serial number only, a few nothing, as null or as an empty string.</summary>
    private string? ExternalId(AcmeMachine machine, AssetId id, int number) => id.Pick(12, topic: 3) switch
    {
        0 => null,
        1 => "",
        < 5 => string.Create(CultureInfo.InvariantCulture, $"SN-{200 + siteNumber}-{100 + id.Pick(900, topic: 4)}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{machine.Tag}-{(siteNumber * 10_000) + machine.Names[0].Length * 100 + number}"),
    };
}
