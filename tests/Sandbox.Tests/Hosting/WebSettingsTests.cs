using Enterprise.Sandbox.WebProcess;
using Xunit;

namespace Enterprise.Sandbox.Tests.Hosting;

public sealed class WebSettingsTests
{
    [Theory]
    [InlineData("InsightsHub:Providers:insightshub:Issuer", "http://{tenant}.piam.eu1.localhost:5999/oauth/token")]
    [InlineData("InsightsHub:Providers:insightshub:KeysUrl", "http://localhost:5999/token_keys")]
    [InlineData("InsightsHub:Providers:xcelerator:Issuer", "http://{tenant}.eu1.sws.localhost:5999/oauth/token")]
    [InlineData("InsightsHub:Providers:xcelerator:KeysUrl", "http://localhost:5999/{tenant}.sws/token_keys")]
    [InlineData("InsightsHub:Providers:xcelerator:TenantClaim", "sws.samauth.ten")]
    [InlineData("InsightsHub:Providers:xcelerator:ApiBase", "http://localhost:5999")]
    [InlineData("InsightsHub:Providers:xcelerator:ApiPath", "/api/{service}-1000001700/{version}")]
    [InlineData("InsightsHub:MovedTenants:krypton", "1000008036")]
    [InlineData("InsightsHub:Tenants:0", "acme")]
    [InlineData("InsightsHub:Tenants:3", "krypton")]
    [InlineData("InsightsHub:Tenants:4", "1000004711")]
    [InlineData("InsightsHub:Tenants:5", "quirks")]
    [InlineData("InsightsHub:Tenants:6", null)]
    public void The_application_is_told_about_both_generations(string key, string? value)
    {
        var options = new SandboxOptions { Port = 5999 };
        Assert.Equal(value, WebSettings.For(options).GetValueOrDefault(key));
        Assert.Equal(value, WebEnvironment.For(options, new Repository("/x"), 1)
            .GetValueOrDefault(key.Replace(":", "__", StringComparison.Ordinal)));
    }
}
