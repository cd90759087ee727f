namespace Enterprise.Sandbox.Data.Tenants;

/// <summary>
/// The tenant <c>quirks</c>: names and external ids that are legal on the platform (1 to 128 characters, no slash, no backslash) and hard
/// to show.
/// </summary>
internal static class QuirksData
{
    public const string Tenant = "quirks";

    private const int LongestName = 128;
    private const int LongestExternalId = 255;

    private static readonly AspectTypes Aspects = new(Tenant);
    private static readonly AssetType Device = new(
        "quirks.device", "Device <b>&amp;</b>", CoreTypes.Device, "A \"device\" with awkward names",
            aspects: [Aspects.Nameplate, Aspects.Process],
        variables: AspectTypes.OfMachines);

    private static readonly Location Nowhere = new("Ελλάδα", null, "Ἀθῆναι <i>", "", null, 180, -90);

    private static readonly string[] Names =
    [
        "Düsenreiniger Süd",
        "Größenmaß-Prüfgerät Öl & Äther",
        "苏州 灌装机 1",
        "مضخة التبريد ٣",
        "משאבת קירור 4",
        "Pump \u202Ereversed\u202C 5",
        "Valve \"north\" 1",
        "Brewer's kettle",
        "<script>alert(1)<b>",
        "<img src=x onerror=alert(1)>",
        "&lt;already escaped&gt;",
        "Keg robot 🤖🍺",
        "=SUM(A1:A9)",
        "+49 9131 0",
        "@home",
        "-1",
        "  spaces around  ",
        "Tab\tinside",
        "null",
        "0",
        "{{constructor}}",
        "100 % 'quoted' \"twice\"",
        "e\u0301te\u0301 (combining)",
        "İstanbul ışık",
        new('W', LongestName),
        string.Concat(Enumerable.Repeat("Zwischenlagerung ", 8))[..LongestName].TrimEnd().PadRight(LongestName, '!'),
    ];

    public static TenantData Make(DataOptions options)
    {
        var tree = new AssetTree(options, Tenant, "Pacific/Chatham", capacity: Names.Length + 4);
        var area = tree.Add(tree.Root, CoreTypes.Area, "Names",
            new() { Description = "Names under test: <b>not bold</b>", Location = Nowhere });
        for (var index = 0; index < Names.Length; index++)
        {
            tree.Add(area, Device, Names[index], new()
            {
                ExternalId = ExternalId(index),
                Description = index % 4 == 0 ? null : Names[^(index + 1)],
            });
        }

        for (var copy = 0; copy < 2; copy++)
        {
            tree.Add(area, Device, "Twin", new() { ExternalId = "TWIN", Description = "Name and external id occur twice" });
        }

        return tree.ToData([Device]);
    }

    private static string? ExternalId(int index) => index switch
    {
        0 => "SN-204-113",
        1 or 2 => "",
        3 => new('9', LongestExternalId),
        8 => "<b>X-1</b>",
        12 => "=1+1",
        _ => null,
    };
}
