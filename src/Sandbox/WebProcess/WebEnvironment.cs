using Enterprise.Sandbox.Hosting;

namespace Enterprise.Sandbox.WebProcess;

/// <summary>
/// The configuration of the application behind the stand-in: environment variables, and nothing else.
/// What a shell may hold of another installation is taken away.
/// </summary>
internal static class WebEnvironment
{
    public static Dictionary<string, string?> For(SandboxOptions options, Addresses addresses, Repository repository, int port) => new(StringComparer.Ordinal)
    {
        ["PORT"] = null,
        ["MDSP-ENV"] = null,
        ["ASPNETCORE_HTTP_PORTS"] = null,
        ["ASPNETCORE_HTTPS_PORTS"] = null,
        ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
        ["ASPNETCORE_ENVIRONMENT"] = "Sandbox",
        ["DOTNET_ENVIRONMENT"] = "Sandbox",
        ["MDSP_ENV"] = options.Region,
        ["InsightsHub__AppName"] = options.AppName,
        ["InsightsHub__AppTitle"] = options.AppTitle,
        ["InsightsHub__HostTenant"] = options.ProviderTenant,
        ["InsightsHub__Domain"] = addresses.Root.Authority,
        ["InsightsHub__ApiBase"] = addresses.Root.GetLeftPart(UriPartial.Authority),
        ["InsightsHub__Providers__insightshub__Issuer"] = $"http://{{tenant}}.piam.{options.Region}.localhost:{options.Port}/oauth/token",
        ["InsightsHub__Providers__insightshub__KeysUrl"] = $"{addresses.Root}token_keys",
        ["InsightsHub__BarScript"] = $"{addresses.Static}osbar/v4/js/main.min.js",
        ["ConnectionStrings__AccessLog"] = $"Data Source={repository.AccessLog}",
    };
}
