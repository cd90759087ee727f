namespace Enterprise.Sandbox.Data;

/// <summary>
/// The types that every tenant has. Names: Siemens' documentation and a production tenant; which of the others each derives from is
/// documented for the abstract ones only, the rest is assumed.
/// </summary>
internal static class CoreTypes
{
    public static readonly AssetType Asset = new("core.basicasset", "BasicAsset", null, "The root of all types", instantiable: false);
    public static readonly AssetType Hierarchy = new("core.basichierarchy", "BasicHierarchy", Asset, "Structures a tree",
        instantiable: false);
    public static readonly AssetType Enterprise = new("core.basicenterprise", "BasicEnterprise", Hierarchy, "A tenant's root");
    public static readonly AssetType Area = new("core.basicarea", "BasicArea", Hierarchy, "A part of an enterprise or a site");
    public static readonly AssetType Site = new("core.basicsite", "BasicSite", Hierarchy, "A place of production");
    public static readonly AssetType ShareEnterprise = new(
        "core.shareenterprise", "ShareEnterprise", Hierarchy, "Assets received from another tenant");
    public static readonly AssetType Device = new("core.basicdevice", "BasicDevice", Asset, "A device");
    public static readonly AssetType Agent = new("core.basicagent", "BasicAgent", Asset, "Software or hardware that sends data");

    public static IReadOnlyList<AssetType> All { get; } = [Asset, Hierarchy, Enterprise, Area, Site, ShareEnterprise, Device, Agent];
}
