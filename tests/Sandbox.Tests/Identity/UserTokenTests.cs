using Enterprise.Sandbox.Identity;
using Enterprise.Sandbox.Tests.Gateway;
using Enterprise.Testing;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace Enterprise.Sandbox.Tests.Identity;

public sealed class UserTokenTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly SandboxHost sandbox = fixture.Sandbox;

    [Fact]
    public async Task The_forwarded_token_is_genuine_and_says_who_where_and_what()
    {
        using var client = await sandbox.SignInAsync(People.Anna);
        var token = (await client.EchoAsync("/")).Header("authorization")!["Bearer ".Length..];

        var claims = await Verified.ClaimsAsync(sandbox, token);

        Assert.Equal($"http://acme.piam.eu1.localhost:{sandbox.Options.Port}/oauth/token", claims.Text("iss"));
        Assert.Equal("acme", claims.Text("ten"));
        Assert.Equal("anna.meier@acme.example", claims.Text("user_name"));
        Assert.Equal("anna.meier@acme.example", claims.Text("email"));
        Assert.Equal(People.Anna.UserId.ToString(), claims.Text("user_id"));
        Assert.Equal("assets-sandbox", claims.Text("cid"));
        Assert.Equal("assets-sandbox", claims.Text("client_id"));
        Assert.Equal("assets-sandbox", claims.Text("azp"));
        Assert.Equal(1800, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.Equal(
            [
                "assets.user", "mdsp:core:assetmanagement.standarduser", "mdsp:core:iot.timUser", "mdsp:core:iot.tsaUser",
                "mdsp:core:tm.tenantUser", "mdsp:core:launchpad.user",
            ],
            claims.GetProperty("scope").EnumerateArray().Select(scope => scope.GetString()!));
        Assert.Equal(["assets", "mdsp:core:assetmanagement", "mdsp:core:iot", "mdsp:core:tm", "mdsp:core:launchpad", "assets-sandbox"],
            claims.GetProperty("aud").EnumerateArray().Select(audience => audience.GetString()!));
        Assert.False(claims.TryGetProperty("subtenant", out _));
        Assert.All(["jti", "sub", "grant_type", "origin", "rev_sig", "zid", "cat"], name => Assert.NotEmpty(claims.Text(name)));
        Assert.True(claims.TryGetProperty("auth_time", out _));
        Assert.Equal("urn:siemens:mindsphere:v1", claims.GetProperty("schemas")[0].GetString());
    }

    [Fact]
    public async Task The_token_of_a_subtenants_user_names_the_subtenant()
    {
        var claims = await Verified.ClaimsAsync(sandbox, sandbox.TokenOf(People.Sofia));
        Assert.Equal("0f3c2a7d9b1e4f5a8c6d7e8f90a1b2c3", claims.Text("subtenant"));
    }

    [Fact]
    public async Task A_test_can_change_what_is_signed()
    {
        var token = sandbox.Tokens.ForPerson(People.Anna, change: claims =>
        {
            claims["ten"] = "other";
            claims.Remove("email");
        });

        var claims = await Verified.ClaimsAsync(sandbox, token);

        Assert.Equal("other", claims.Text("ten"));
        Assert.False(claims.TryGetProperty("email", out _));
    }

    [Fact]
    public async Task Two_keys_are_published_at_every_form_of_the_address()
    {
        using var client = sandbox.CreateClient();
        var root = await client.GetStringAsync(new Uri("/token_keys", UriKind.Relative));
        Assert.Equal(root, await client.GetStringAsync(new Uri("/acme.piam/token_keys", UriKind.Relative)));
        Assert.Equal(root, await client.GetStringAsync(new Uri(sandbox.Addresses.Identity("core"), "token_keys")));

        using var set = System.Text.Json.JsonDocument.Parse(root);
        var keys = set.RootElement.GetProperty("keys").EnumerateArray().ToArray();
        Assert.Equal(["key-id-1", "key-id-2"], keys.Select(key => key.Text("kid")));
        Assert.All(keys, key =>
        {
            Assert.Equal(["kty", "e", "use", "kid", "alg", "value", "n"], key.EnumerateObject().Select(member => member.Name));
            var modulus = WebEncoders.Base64UrlDecode(key.Text("n"));
            Assert.Equal(257, modulus.Length);
            Assert.Equal(0, modulus[0]);
        });
    }

    [Fact]
    public void Every_person_has_an_id_and_a_name_of_their_own()
    {
        Assert.Equal(People.All.Count, People.All.Select(person => person.UserId).Distinct().Count());
        Assert.Equal(People.All.Count, People.All.Select(person => person.UserName).Distinct(StringComparer.Ordinal).Count());
    }
}
