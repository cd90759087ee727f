namespace Enterprise.Sandbox.Data.Acme;

/// <summary>The plan of one site.</summary>
/// <param name="Code">Three letters, the beginning of its external ids.</param>
/// <param name="Area">The country, in its own language.</param>
/// <param name="Name">The site's name.</param>
/// <param name="Language">0 English, 1 German, 2 Chinese: the language of the names on site.</param>
/// <param name="Timezone">A zone id such as <c>Europe/Berlin</c>.</param>
/// <param name="Location">The site's place, inherited by everything on it.</param>
/// <param name="SubTenant">The end customer that the whole site belongs to, or null.</param>
internal sealed record AcmeSite(
    string Code, string Area, string Name, int Language, string Timezone, Location Location, string? SubTenant = null)
{
    private const string Germany = "Deutschland";
    private const string Austria = "Österreich";
    private const string Berlin = "Europe/Berlin";
    private const string Vienna = "Europe/Vienna";

    private static readonly Location Erlangen = new("Germany", "Bayern", "Erlangen", "Hopfenweg 12", "91052", 11.0120, 49.5897);
    private static readonly Location Bamberg = new("Germany", "Bayern", "Bamberg", "Am Regnitzufer 3", "96047", 10.8860, 49.8917);
    private static readonly Location Bremen = new("Germany", "Bremen", "Bremen", "Hafenstraße 88", "28217", 8.8017, 53.0793);
    private static readonly Location Graz = new("Austria", "Steiermark", "Graz", "Murgasse 5", "8020", 15.4395, 47.0707);
    private static readonly Location Linz = new("Austria", "Oberösterreich", "Linz", "Donaulände 41", "4020", 14.2858, 48.3069);
    private static readonly Location Suzhou = new("China", "Jiangsu", "Suzhou", "Xinghu Street 218", "215123", 120.5853, 31.2989);
    private static readonly Location Plzen = new("Czechia", "Plzeňský kraj", "Plzeň", "U Prazdroje 7", "30100", 13.3736, 49.7384);
    private static readonly Location Bolzano = new("Italy", "Trentino-Alto Adige", "Bolzano", null, "39100", 11.3548, 46.4983);
    private static readonly Location Alexandria = new("Egypt", null, "Alexandria", null, null, 29.9187, 31.2001);
    private static readonly Location Joinville = new("Brazil", "Santa Catarina", "Joinville", null, "89201", null, null);
    private static readonly Location Haifa = new("Israel", null, "Haifa", "HaNamal 9", "3303109", 34.9896, 32.7940);

    public static IReadOnlyList<AcmeSite> All { get; } =
    [
        new("ERL", Germany, "Brauerei Erlangen", 1, Berlin, Erlangen),
        new("BAM", Germany, "Abfüllung Bamberg", 1, Berlin, Bamberg),
        new("BRE", Germany, "Brauerei Bremen", 1, Berlin, Bremen),
        new("GRZ", Austria, "Brauerei Graz", 1, Vienna, Graz),
        new("LNZ", Austria, "Abfüllung Linz", 1, Vienna, Linz),
        new("SUZ", "中国", "苏州酒厂", 2, "Asia/Shanghai", Suzhou),
        new("PLZ", "Česko", "Pivovar Plzeň", 0, "Europe/Prague", Plzen),
        new("BZO", "Italia", "Birrificio Bolzano", 0, "Europe/Rome", Bolzano),
        new("ALX", "مصر", "مصنع الإسكندرية", 0, "Africa/Cairo", Alexandria),
        new("JOI", "Brasil", "Cervejaria Joinville", 0, "America/Sao_Paulo", Joinville),
        new("HFA", "ישראל", "Partner brewery Haifa", 0, "Asia/Jerusalem", Haifa, AcmeData.Subtenant),
    ];
}
