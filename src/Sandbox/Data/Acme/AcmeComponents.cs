using System.Globalization;

namespace Enterprise.Sandbox.Data.Acme;

/// <summary>The drives, valves and sensors of the machines.</summary>
internal static class AcmeComponents
{
    private static readonly Part Motor = new(AcmeTypes.Drive, "Main drive", "M");
    private static readonly Part Converter = new(AcmeTypes.Drive, "Frequency converter", "FC");
    private static readonly Part Temperature = new(AcmeTypes.Sensor, "Temperature sensor", "TT");
    private static readonly Part Pressure = new(AcmeTypes.Sensor, "Pressure sensor", "PT");
    private static readonly Part Flow = new(AcmeTypes.Sensor, "Flow meter", "FT");
    private static readonly Part Level = new(AcmeTypes.Sensor, "Level sensor", "LT");

    private static readonly Part[] OfAVessel =
        [Temperature, new(AcmeTypes.Valve, "Inlet valve", "V"), Pressure, Level, new(AcmeTypes.Valve, "Outlet valve", "V"), Temperature,
            Level];

    private static readonly Part[] OfAPump = [Motor, Flow, Converter, Pressure, Temperature, new(AcmeTypes.Valve, "Check valve", "V"),
        Motor];

    private static readonly Part[] OfACompressor = [Motor, Temperature, Pressure, new(AcmeTypes.Valve, "Oil valve", "V"), Converter, Flow,
        Motor];

    private static readonly Part[] OfAMachine = [Motor, Converter, Temperature, new(AcmeTypes.Drive, "Gearbox", "G"), Motor, Pressure,
        Flow];

    /// <summary>Adds exactly so many components, one to each machine in turn.</summary>
    public static void Distribute(AssetTree tree, IReadOnlyList<Asset> machines, int count)
    {
        for (var added = 0; added < count; added++)
        {
            var machine = machines[added % machines.Count];
            var number = (added / machines.Count) + 1;
            var part = PartsOf(machine)[(number - 1) % OfAMachine.Length];
            var tag = string.Create(CultureInfo.InvariantCulture, $"{part.Tag}{number}");
            tree.Add(machine, part.Type, $"{part.Name} {tag}", new()
            {
                ExternalId = machine.ExternalId is { Length: > 0 } id ? $"{id}-{tag}" : null,
                Description = part.Type == AcmeTypes.Valve ? null : $"{part.Name} of {machine.Name}, {machine.LocationHolder?.Name}",
            });
        }
    }

    private static Part[] PartsOf(Asset machine) =>
        machine.Type.Parent == AcmeTypes.Vessel ? OfAVessel
        : machine.Type == AcmeTypes.Pump ? OfAPump
        : machine.Type == AcmeTypes.Compressor ? OfACompressor
        : OfAMachine;

    private sealed record Part(AssetType Type, string Name, string Tag);
}
