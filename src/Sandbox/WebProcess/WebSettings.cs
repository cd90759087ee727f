namespace Enterprise.Sandbox.WebProcess;

/// <summary>
/// What the application behind the Sandbox has to be told about the platform: the one list for its own process and for tests that run it in
/// theirs.
/// </summary>
public static class WebSettings
{
    /// <summary>The tenants that the application has enabled, as their tokens call them; <c>ferrum</c> is left out on purpose.</summary>
    private static readonly string[] Enabled = ["acme", "borealis", "galactic", "krypton", "1000004711", "quirks"];

    /// <summary>The settings for a Sandbox.</summary>
    /// <param name="options">Port, region and registrations.</param>
    /// <returns>Configuration keys, their parts joined by a colon, and values. As environment variables they are written with two
    /// underscores.</returns>
    public static IReadOnlyDictionary<string, string> For(SandboxOptions options)
    {
        var root = $"http://localhost:{options.Port}";
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["MDSP_ENV"] = options.Region,
            ["InsightsHub:AppName"] = options.AppName,
            ["InsightsHub:AppTitle"] = options.AppTitle,
            ["InsightsHub:Support"] = "support@sandbox.example",
            ["InsightsHub:HostTenant"] = options.ProviderTenant,
            ["InsightsHub:Domain"] = $"localhost:{options.Port}",
            ["InsightsHub:ApiBase"] = root,
            ["InsightsHub:Providers:insightshub:Issuer"] = $"http://{{tenant}}.piam.{options.Region}.localhost:{options.Port}/oauth/token",
            ["InsightsHub:Providers:insightshub:KeysUrl"] = $"{root}/token_keys",
            ["InsightsHub:Providers:xcelerator:Issuer"] = $"http://{{tenant}}.{options.Region}.sws.localhost:{options.Port}/oauth/token",
            ["InsightsHub:Providers:xcelerator:KeysUrl"] = $"{root}/{{tenant}}.sws/token_keys",
            ["InsightsHub:Providers:xcelerator:TenantClaim"] = Identity.TokenClaims.SecondTenant,
            ["InsightsHub:Providers:xcelerator:TenantIds"] = "Numbers",
            ["InsightsHub:Providers:xcelerator:ApiBase"] = root,
            ["InsightsHub:Providers:xcelerator:ApiPath"] = $"/api/{{service}}-{options.CoreTenant}/{{version}}",
            ["InsightsHub:BarScript"] = $"http://static.{options.Region}.localhost:{options.Port}/osbar/v4/js/main.min.js",
        };
        foreach (var tenant in Identity.Tenant.All.Where(tenant => tenant.IsMovable))
        {
            settings[$"InsightsHub:MovedTenants:{tenant.Name}"] = tenant.Id!;
        }

        for (var index = 0; index < Enabled.Length; index++)
        {
            settings[string.Create(System.Globalization.CultureInfo.InvariantCulture, $"InsightsHub:Tenants:{index}")] = Enabled[index];
        }

        return settings;
    }
}
