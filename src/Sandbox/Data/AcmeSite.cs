namespace Enterprise.Sandbox.Data;

/// <summary>The plan of one site.</summary>
/// <param name="Area">The country, as the group's people write it.</param>
/// <param name="Name">The site's name.</param>
/// <param name="Language">0 English, 1 German, 2 Chinese: the language of the names on site.</param>
/// <param name="Timezone">A zone id such as <c>Europe/Berlin</c>.</param>
/// <param name="Location">The site's place, inherited by everything on it.</param>
/// <param name="SubTenant">The end customer that the whole site belongs to, or null.</param>
internal sealed record AcmeSite(string Area, string Name, int Language, string Timezone, Location Location, string? SubTenant = null)
{
    private const string Germany = "Deutschland";
    private const string Austria = "Österreich";
    private const string Berlin = "Europe/Berlin";
    private const string Vienna = "Europe/Vienna";

    private static readonly Location HaifaPort = new("Israel", null, "Haifa", "HaNamal 9", "3303109", 34.9896, 32.7940);

    public static IReadOnlyList<AcmeSite> All { get; } =
    [
        new(Germany, "Brauerei Erlangen", 1, Berlin, new("Germany", "Bayern", "Erlangen", "Hopfenweg 12", "91052", 11.0120, 49.5897)),
        new(Germany, "Abfüllung Bamberg", 1, Berlin, new("Germany", "Bayern", "Bamberg", "Am Regnitzufer 3", "96047", 10.8860, 49.8917)),
        new(Germany, "Brauerei Bremen", 1, Berlin, new("Germany", "Bremen", "Bremen", "Hafenstraße 88", "28217", 8.8017, 53.0793)),
        new(Austria, "Brauerei Graz", 1, Vienna, new("Austria", "Steiermark", "Graz", "Murgasse 5", "8020", 15.4395, 47.0707)),
        new(Austria, "Abfüllung Linz", 1, Vienna, new("Austria", "Oberösterreich", "Linz", "Donaulände 41", "4020", 14.2858, 48.3069)),
        new("中国", "苏州酒厂", 2, "Asia/Shanghai", new("China", "Jiangsu", "Suzhou", "Xinghu Street 218", "215123", 120.5853, 31.2989)),
        new("Česko", "Pivovar Plzeň", 0, "Europe/Prague", new("Czechia", "Plzeňský kraj", "Plzeň", "U Prazdroje 7", "30100", 13.3736, 49.7384)),
        new("Italia", "Birrificio Bolzano", 0, "Europe/Rome", new("Italy", "Trentino-Alto Adige", "Bolzano", null, "39100", 11.3548, 46.4983)),
        new("مصر", "مصنع الإسكندرية", 0, "Africa/Cairo", new("Egypt", null, "Alexandria", null, null, 29.9187, 31.2001)),
        new("Brasil", "Cervejaria Joinville", 0, "America/Sao_Paulo", new("Brazil", "Santa Catarina", "Joinville", null, "89201", null, null)),
        new("ישראל", "Partner brewery Haifa", 0, "Asia/Jerusalem", HaifaPort, AcmeData.Subtenant),
    ];
}
