using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Enterprise.Sandbox.Identity;
using Enterprise.Sandbox.Tests.Gateway;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Identity;

/// <summary>Tokens and keys of the second generation.</summary>
public sealed class SecondGenerationTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Xenon = "1000004711";
    private readonly SandboxHost sandbox = fixture.Sandbox;

    [Fact]
    public async Task The_forwarded_token_has_the_claims_of_its_generation()
    {
        using var client = await sandbox.SignInAsync(People.Xavier);
        var token = (await client.EchoAsync("/")).Header("authorization")!["Bearer ".Length..];

        var claims = await Verified.ClaimsAsync(sandbox, token, $"/{Xenon}.sws/token_keys");

        Assert.Equal($"http://{Xenon}.eu1.sws.localhost:{sandbox.Options.Port}/oauth/token", claims.Text("iss"));
        Assert.Equal(Xenon, claims.Text("sws.samauth.ten"));
        Assert.Equal("xenon", claims.Text("sws.samauth.ten.name"));
        Assert.Equal(Xenon, claims.Text("zid"));
        Assert.Equal("eu1", claims.Text("region"));
        Assert.Equal("""["urn:siemens:xf:iam:v1"]""", claims.GetProperty("schemas").GetRawText());
        Assert.All(["cid", "client_id", "azp"], name => Assert.Equal("assets-1000001700", claims.Text(name)));
        Assert.All(["user_name", "email"], name => Assert.Equal("xavier.novak@xenon.example", claims.Text(name)));
        Assert.All(["user_id", "sws.samauth.ten.user"], name => Assert.Equal(People.Xavier.UserId.ToString(), claims.Text(name)));
        Assert.All(["env", "cat", "jti", "rev_sig"], name => Assert.NotEmpty(claims.Text(name)));
        Assert.Equal(1800, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.Contains("assets.user", claims.GetProperty("scope").EnumerateArray().Select(scope => scope.GetString()));
        Assert.False(claims.TryGetProperty("ten", out _));
        Assert.Equal($"http://{Xenon}.eu1.sws.localhost:{sandbox.Options.Port}/token_keys", Header(token)["jku"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_tenant_can_be_sent_as_a_number()
    {
        await using var host = await fixture.AnotherAsync(options => options with { TenantAsNumber = true });
        var claims = await Verified.ClaimsAsync(host, host.TokenOf(People.Xavier), $"/{Xenon}.sws/token_keys");
        Assert.Equal(1000004711, claims.GetProperty("sws.samauth.ten").GetInt64());
        using var client = host.CreateClient();
        using var answer = await client.GetAsync(
            "/api/tenantmanagement-1000001700/v4/tenantInfo", ("Authorization", $"Bearer {host.TokenOf(People.Xavier)}"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Its_keys_are_others_under_the_same_names()
    {
        using var client = sandbox.CreateClient();
        var first = await client.GetStringAsync(new Uri("/token_keys", UriKind.Relative));
        var second = await client.GetStringAsync(new Uri($"/{Xenon}.sws/token_keys", UriKind.Relative));
        Assert.Equal(second, await client.GetStringAsync(new Uri(sandbox.Addresses.IdentityOf("xenon", Generation.Second), "token_keys")));
        Assert.Equal(second, await client.GetStringAsync(new Uri("/1000001700.sws/token_keys", UriKind.Relative)));
        Assert.Equal(Members(first, "kid"), Members(second, "kid"));
        Assert.Empty(Members(first, "n").Intersect(Members(second, "n"), StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/1999999999.sws/token_keys")]
    [InlineData("/xenon.sws/token_keys")]
    [InlineData("/.sws/token_keys")]
    [InlineData("/{tenant}.sws/token_keys")]
    [InlineData("http://1999999999.eu1.sws.localhost/token_keys")]
    public async Task An_unknown_zone_has_no_keys(string address)
    {
        using var client = sandbox.CreateClient();
        using var answer = await client.GetAsync(new UriBuilder(new Uri(sandbox.Origin, address)) { Port = sandbox.Options.Port }.Uri);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("/1000004711.sws/oauth/token", HttpStatusCode.OK)]
    [InlineData("/1000001700.sws/oauth/token", HttpStatusCode.OK)]
    [InlineData("/1000008036.sws/oauth/token", HttpStatusCode.Unauthorized)]
    [InlineData("/oauth/token", HttpStatusCode.Unauthorized)]
    [InlineData("/xenon.piam/oauth/token", HttpStatusCode.Unauthorized)]
    public async Task Its_technical_clients_get_tokens_there_only(string path, HttpStatusCode expected)
    {
        using var client = sandbox.CreateClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = "xenon-svc", ["client_secret"] = "secret",
        });
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), form);
        Assert.Equal(expected, answer.StatusCode);
        if (expected == HttpStatusCode.OK)
        {
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            var claims = await Verified.ClaimsAsync(sandbox, body.RootElement.Text("access_token"), $"/{Xenon}.sws/token_keys");
            Assert.Equal("client-token:api-app:v1", claims.Text("cat"));
            Assert.False(claims.TryGetProperty("user_id", out _));
        }
    }

    [Theory]
    [InlineData("/api/technicaltokenmanager-1000001700/v3/oauth/token", Xenon, HttpStatusCode.OK)]
    [InlineData("/api/technicaltokenmanager-1000001700/v3/oauth/token", "xenon", HttpStatusCode.Forbidden)]
    [InlineData("/api/technicaltokenmanager/v3/oauth/token", "xenon", HttpStatusCode.Unauthorized)]
    public async Task The_token_manager_names_tenants_by_number(string path, string tenant, HttpStatusCode expected)
    {
        using var client = sandbox.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post,
            path) { Content = new StringContent($$"""{"hostTenant":"{{tenant}}","userTenant":"{{tenant}}"}""") };
        request.Headers.Add("X-SPACE-AUTH-KEY", "Basic " + Convert.ToBase64String("xenon-app:secret"u8));
        using var answer = await client.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
    }

    private static JsonObject Header(string token) =>
        JsonNode.Parse(Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(token.Split('.')[0]))!.AsObject();

    private static string[] Members(string set, string name) =>
        [.. JsonNode.Parse(set)!["keys"]!.AsArray().Select(key => key![name]!.GetValue<string>())];
}
