namespace Enterprise.Sandbox.Data.Acme;

/// <summary>The types of the brewing and bottling group.</summary>
internal static class AcmeTypes
{
    private static readonly AspectTypes Aspects = new(AcmeData.Tenant);

    public static readonly AssetType Machine = new(
        "acme.machine", "Machine", CoreTypes.Device, "Any machine of a line", instantiable: false, [Aspects.Nameplate],
            AspectTypes.OfMachines);

    public static readonly AssetType Vessel = new(
        "acme.vessel", "Vessel", Machine, "Any machine that holds a medium", instantiable: false, [Aspects.Process]);

    public static readonly AssetType Filler = Of("filler", "Filler", "Fills bottles, cans or kegs", Machine, Aspects.Process,
        Aspects.Production);
    public static readonly AssetType Pump = Of("pump", "Pump", "Moves a medium", Machine, Aspects.Process, Aspects.Drive,
        Aspects.Vibration);
    public static readonly AssetType Kettle = Of("kettle", "Kettle", "Heats a medium", Vessel);
    public static readonly AssetType Fermenter = Of("fermenter", "Fermenter", "Ferments wort for a week or two", Vessel);
    public static readonly AssetType Tank = Of("tank", "Tank", "Stores a medium", Vessel);
    public static readonly AssetType Boiler = Of("boiler", "Boiler", "Makes steam", Vessel);
    public static readonly AssetType Filter = Of("filter", "Filter", "Clears beer", Machine, Aspects.Process);
    public static readonly AssetType Washer = Of("washer", "Washer", "Cleans bottles, kegs or pipes", Machine, Aspects.Process,
        Aspects.Production);
    public static readonly AssetType Corker = Of("corker", "Corker", "Closes bottles or cans", Machine, Aspects.Drive, Aspects.Production);
    public static readonly AssetType Labeller = Of("labeller", "Labeller", "Sticks labels on", Machine, Aspects.Drive, Aspects.Production);
    public static readonly AssetType Robot = Of("robot", "Robot", "Packs and palletises", Machine, Aspects.Drive, Aspects.Production);
    public static readonly AssetType Conveyor = Of("conveyor", "Conveyor", "Carries bottles, cans or kegs", Machine, Aspects.Drive);
    public static readonly AssetType Compressor = Of(
        "compressor", "Compressor", "Compresses air or ammonia", Machine, Aspects.Process, Aspects.Drive, Aspects.Vibration);

    public static readonly AssetType Component = new(
        "acme.component", "Component", CoreTypes.Device, "A part of a machine", instantiable: false, [Aspects.Nameplate]);

    public static readonly AssetType Drive = new(
        "acme.drive", "Drive", Component, "Motor, gearbox or converter", aspects: [Aspects.Drive, Aspects.Vibration]);
    public static readonly AssetType Valve = new("acme.valve", "Valve", Component, "Opens and closes a pipe");
    public static readonly AssetType Sensor = new("acme.sensor", "Sensor", Component, "Measures a medium", aspects: [Aspects.Process]);

    public static IReadOnlyList<AssetType> All { get; } =
    [
        Machine, Vessel, Filler, Pump, Kettle, Fermenter, Tank, Boiler, Filter, Washer, Corker, Labeller, Robot, Conveyor, Compressor,
        Component, Drive, Valve, Sensor,
    ];

    private static AssetType Of(string id, string name, string description, AssetType parent, params AspectSlot[] aspects) =>
        new("acme." + id, name, parent, description, aspects: aspects);
}
