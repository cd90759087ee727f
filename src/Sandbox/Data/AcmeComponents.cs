using System.Globalization;

namespace Enterprise.Sandbox.Data;

/// <summary>The drives, valves and sensors of the machines.</summary>
internal static class AcmeComponents
{
    private static readonly (AssetType Type, string Name, string Tag)[] Kinds =
    [
        (AcmeTypes.Drive, "Main drive", "M"),
        (AcmeTypes.Sensor, "Temperature sensor", "TT"),
        (AcmeTypes.Valve, "Control valve", "CV"),
        (AcmeTypes.Drive, "Frequency converter", "FC"),
        (AcmeTypes.Sensor, "Flow meter", "FT"),
        (AcmeTypes.Drive, "Gearbox", "G"),
        (AcmeTypes.Sensor, "Pressure sensor", "PT"),
    ];

    /// <summary>Gives out exactly so many components, one to each machine in turn until none is left.</summary>
    public static void Deal(AssetTree tree, IReadOnlyList<Asset> machines, int count)
    {
        for (var dealt = 0; dealt < count; dealt++)
        {
            var machine = machines[dealt % machines.Count];
            var round = dealt / machines.Count;
            var (type, name, tag) = Kinds[(round + machine.Id.Pick(2, topic: 5)) % Kinds.Length];
            var id = tree.NextId(machine);
            tree.Add(machine, type, string.Create(CultureInfo.InvariantCulture, $"{name} {tag}{round + 1}"), new()
            {
                ExternalId = id.Pick(5, topic: 6) == 0
                    ? null
                    : string.Create(CultureInfo.InvariantCulture, $"{tag}-{10_000 + id.Pick(90_000, topic: 7)}"),
            });
        }
    }
}
