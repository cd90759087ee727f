namespace Enterprise.Sandbox.Data;

/// <summary>The types of the brewing and bottling group.</summary>
internal static class AcmeTypes
{
    private static readonly AspectTypes Aspects = new(AcmeData.Tenant);

    public static readonly AssetType Machine = new(
        "acme.machine", "Machine", CoreTypes.Device, "Any machine of a line", instantiable: false, [Aspects.Nameplate], AspectTypes.OfMachines);

    public static readonly AssetType Filler = Of("filler", "Filler", "Fills bottles, cans or kegs", Aspects.Process, Aspects.Production);
    public static readonly AssetType Pump = Of("pump", "Pump", "Moves a medium", Aspects.Process, Aspects.Drive, Aspects.Vibration);
    public static readonly AssetType Kettle = Of("kettle", "Kettle", "Heats a medium", Aspects.Process);
    public static readonly AssetType Tank = Of("tank", "Tank", "Stores a medium", Aspects.Process);
    public static readonly AssetType Washer = Of("washer", "Washer", "Cleans bottles, kegs or pipes", Aspects.Process, Aspects.Production);
    public static readonly AssetType Corker = Of("corker", "Corker", "Closes bottles or cans", Aspects.Drive, Aspects.Production);
    public static readonly AssetType Labeller = Of("labeller", "Labeller", "Sticks labels on", Aspects.Drive, Aspects.Production);
    public static readonly AssetType Robot = Of("robot", "Robot", "Packs and palletises", Aspects.Drive, Aspects.Production);
    public static readonly AssetType Conveyor = Of("conveyor", "Conveyor", "Carries bottles, cans or kegs", Aspects.Drive);
    public static readonly AssetType Compressor = Of(
        "compressor", "Compressor", "Compresses air or ammonia", Aspects.Process, Aspects.Drive, Aspects.Vibration);

    public static readonly AssetType Component = new(
        "acme.component", "Component", CoreTypes.Device, "A part of a machine", instantiable: false, [Aspects.Nameplate]);

    public static readonly AssetType Drive = new(
        "acme.drive", "Drive", Component, "Motor, gearbox or converter", aspects: [Aspects.Drive, Aspects.Vibration]);
    public static readonly AssetType Valve = new("acme.valve", "Valve", Component, "Opens and closes a pipe");
    public static readonly AssetType Sensor = new("acme.sensor", "Sensor", Component, "Measures a medium", aspects: [Aspects.Process]);

    public static IReadOnlyList<AssetType> All { get; } =
        [Machine, Filler, Pump, Kettle, Tank, Washer, Corker, Labeller, Robot, Conveyor, Compressor, Component, Drive, Valve, Sensor];

    private static AssetType Of(string id, string name, string description, params AspectSlot[] aspects) =>
        new("acme." + id, name, Machine, description, aspects: aspects);
}
