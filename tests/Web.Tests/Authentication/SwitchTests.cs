using System.Net;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Authentication;

/// <summary>
/// What the platform's documentation leaves open is a switch (docs/security.md, 2.3): each does what it says, and nothing else.
/// </summary>
public sealed class SwitchTests : World
{
    [Fact]
    public async Task Without_the_check_of_the_client_another_application_s_token_passes()
    {
        var other = Platform.Token(claims => claims["cid"] = "other-sandbox");
        Assert.Equal("wrong_application", await AskAsync(App, other));

        await using var app = await StartAsync(("InsightsHub:CheckClient", "false"));
        Assert.Equal("OK", await AskAsync(app, other));
        Assert.Equal("not_a_user", await AskAsync(app, Platform.Token(claims => claims["user_id"] = null)));
    }

    [Fact]
    public async Task Without_a_zone_claim_the_zone_is_not_compared()
    {
        var elsewhere = Platform.Token(claims => claims["zid"] = "uaa");
        Assert.Equal("unknown_issuer", await AskAsync(App, elsewhere));
        Assert.Equal("unknown_issuer", await AskAsync(
            App, Platform.Token(claims => claims["zone"] = "uaa"), ("InsightsHub:Providers:insightshub:ZoneClaim", "zone")));
        Assert.Equal("OK", await AskAsync(App, elsewhere, ("InsightsHub:Providers:insightshub:ZoneClaim", "other")));
    }

    [Fact]
    public async Task The_claim_of_the_tenant_and_the_prefix_of_the_scopes_are_those_of_the_provider()
    {
        var token = Platform.Token(claims =>
        {
            (claims["ten"], claims["tenant"]) = (null, "acme");
            claims["scope"] = new[] { "own.user" };
        });
        Assert.Equal("unknown_issuer", await AskAsync(App, token));
        Assert.Equal("role_missing", await AskAsync(App, token, ("InsightsHub:Providers:insightshub:TenantClaim", "tenant")));
        Assert.Equal("OK", await AskAsync(App, token, ("InsightsHub:Providers:insightshub:TenantClaim", "tenant"),
            ("InsightsHub:Providers:insightshub:ScopePrefix", "own")));
    }

    [Fact]
    public async Task An_issuer_for_a_whole_cloud_names_no_tenant_and_the_claim_alone_does()
    {
        var issuer = new Uri(Platform.Origin, "/oauth/token").AbsoluteUri;
        await using var app = await StartAsync(("InsightsHub:Providers:insightshub:Issuer", issuer));

        Assert.Equal("OK", await AskAsync(app, Platform.Token(claims => claims["iss"] = issuer)));
        Assert.Equal("unknown_issuer", await AskAsync(app, Platform.Token(claims => claims["iss"] = issuer + "/")));
        Assert.Equal("unknown_issuer", await AskAsync(app, Platform.Token(claims => claims["iss"] = issuer.ToUpperInvariant())));
        Assert.Equal("unknown_issuer", await AskAsync(app, Platform.Token(claims => (claims["iss"], claims["ten"]) = (issuer, "acmE"))));
        Assert.Equal("unknown_issuer", await AskAsync(app, Platform.Token()));
    }

    [Fact]
    public async Task Good_keys_serve_for_as_many_hours_as_are_set()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow());
        Platform.Clock = clock;
        await using var app = await EnterpriseHost.StartAsync(
            Platform.Origin, Platform.Issuer, clock: clock, settings: ("InsightsHub:KeysServeHours", "2"));
        Assert.Equal("OK", await AskAsync(app, Platform.Token()));
        Platform.Keys = PlatformDouble.Answer(503, string.Empty);
        clock.Advance(TimeSpan.FromHours(1.9));
        Assert.Equal("OK", await AskAsync(app, Platform.Token()));
        clock.Advance(TimeSpan.FromHours(0.2));
        Assert.Equal("identity_unavailable", await AskAsync(app, Platform.Token()));
    }

    private Task<EnterpriseHost> StartAsync(params (string Key, string Value)[] settings) =>
        EnterpriseHost.StartAsync(Platform.Origin, Platform.Issuer, settings: settings);

    /// <summary>The code of the refusal, or OK; of another host with these settings where there are some.</summary>
    private async Task<string> AskAsync(EnterpriseHost app, string token, params (string Key, string Value)[] settings)
    {
        await using var other = settings.Length > 0 ? await StartAsync(settings) : null;
        using var client = (other ?? app).ClientWith(token);
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
        return answer.StatusCode == HttpStatusCode.OK ? "OK" : (await JsonAsync(answer)).GetProperty("code").GetString()!;
    }
}
