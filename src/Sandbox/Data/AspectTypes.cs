using System.Globalization;

namespace Enterprise.Sandbox.Data;

/// <summary>The aspect types of a producing tenant, made once per tenant since their ids begin with the tenant's name.</summary>
internal sealed class AspectTypes(string tenant)
{
    private static readonly string[] Makers = ["Nordwerk", "Hopfner & Söhne", "Liang Tech", "Pivotec", "Delta Fluid", "Alpenstahl",
        "Kruger Drives"];

    public AspectSlot Nameplate { get; } = Slot(tenant, "nameplate", AspectType.Static, "What the plate on the machine says", [
        new("manufacturer", "STRING", Length: 64, Value: asset => Makers[asset.Id.Pick(Makers.Length, topic: 10)]),
        new("serialNumber", "STRING", Length: 255, Value: SerialNumber),
        new("yearBuilt", "INT", Value: asset => Number(asset, "", 1998, 28, 12)),
    ]);

    public AspectSlot Process { get; } = Slot(tenant, "process", AspectType.Dynamic, "Process values of the medium", [
        new("flow", "DOUBLE", "m³/h"),
        new("pressure", "DOUBLE", "bar"),
        new("temperature", "DOUBLE", "°C"),
    ]);

    public AspectSlot Drive { get; } = Slot(tenant, "drive", AspectType.Dynamic, "Values of the drive", [
        new("speed", "INT", "rpm"),
        new("torque", "DOUBLE", "Nm"),
        new("current", "DOUBLE", "A"),
        new("running", "BOOLEAN"),
    ]);

    public AspectSlot Vibration { get; } = Slot(tenant, "vibration", AspectType.Dynamic, "Vibration at the bearing", [
        new("velocity", "DOUBLE", "mm/s"),
        new("acceleration", "DOUBLE", "g"),
    ]);

    public AspectSlot Production { get; } = Slot(tenant, "production", AspectType.Dynamic, "Counters of the shift", [
        new("goodParts", "LONG"),
        new("rejects", "LONG"),
        new("state", "STRING", Length: 32),
    ]);

    /// <summary>Variables directly on a machine, outside any aspect.</summary>
    public static IReadOnlyList<VariableDefinition> OfMachines { get; } =
    [
        new("costCentre", "STRING", Length: 16, Value: asset => Number(asset, "CC-", 4100, 80, 13)),
        new("ratedPower", "DOUBLE", "kW", Value: asset => Number(asset, "", 2, 90, 14) + ".5"),
    ];

    public static string Number(Asset asset, string prefix, int first, int count, int topic) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{first + asset.Id.Pick(count, topic)}");

    private static string SerialNumber(Asset asset) =>
        string.IsNullOrEmpty(asset.ExternalId) ? Number(asset, "S", 100_000, 900_000, 11) : asset.ExternalId;

    private static AspectSlot Slot(string tenant, string name, string category, string description,
        IReadOnlyList<VariableDefinition> variables) =>
        new(name, new(tenant + "." + name, name, category, description, variables));
}
