namespace Enterprise.Sandbox.Data;

/// <summary>Names that are legal on the platform (1 to 128 characters, no slash, no backslash) and awkward to show.</summary>
internal static class AcmeOddities
{
    private const int LongestName = 128;

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

    public static void Add(AssetTree tree, Asset site)
    {
        var area = tree.Add(site, CoreTypes.Area, "Commissioning", new() { Description = "Names under test: <b>not bold</b>" });
        for (var index = 0; index < Names.Length; index++)
        {
            tree.Add(area, index % 2 == 0 ? AcmeTypes.Pump : AcmeTypes.Sensor, Names[index], new()
            {
                ExternalId = ExternalId(index),
                Description = index % 4 == 0 ? null : Names[^(index + 1)],
            });
        }
    }

    private static string? ExternalId(int index) => index switch
    {
        0 => "SN-204-113",
        1 => "P-20012",
        2 => "",
        3 => new('9', 255),
        8 => "<b>X-1</b>",
        12 => "=1+1",
        _ => null,
    };
}
