using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Enterprise.Sandbox.Tests.Gateway;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Identity;

/// <summary><c>POST /oauth/token</c>.</summary>
public sealed class ServiceCredentialsTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly SandboxHost sandbox = fixture.Sandbox;

    public static TheoryData<string, string> Tenants { get; } = new()
    {
        { "acme", "/oauth/token" },
        { "borealis", "/borealis.piam/oauth/token" },
        { "galactic", "http://galactic.piam.eu1.localhost/oauth/token" },
    };

    [Theory]
    [MemberData(nameof(Tenants))]
    public async Task Basic_credentials_give_a_token_of_their_tenant(string tenant, string path)
    {
        using var answer = await PostAsync(path, $"{tenant}-svc:secret", "grant_type=client_credentials");
        var body = await BodyAsync(answer, HttpStatusCode.OK);

        Assert.Equal(["access_token", "token_type", "expires_in", "scope", "jti"], body.EnumerateObject().Select(member => member.Name));
        Assert.Equal("bearer", body.Text("token_type"));
        Assert.Equal(1799, body.GetProperty("expires_in").GetInt32());
        var claims = await Verified.ClaimsAsync(sandbox, body.Text("access_token"));
        Assert.Equal(tenant, claims.Text("ten"));
        Assert.Equal(body.Text("jti"), claims.Text("jti"));
        Assert.Equal("client_credentials", claims.Text("grant_type"));
        Assert.Equal("client-token:v1", claims.Text("cat"));
        Assert.Equal(body.Text("scope"), string.Join(' ', claims.GetProperty("scope").EnumerateArray().Select(scope => scope.GetString())));
        Assert.False(claims.TryGetProperty("user_id", out _));
        Assert.False(claims.TryGetProperty("user_name", out _));
        Assert.False(claims.TryGetProperty("subtenant", out _));
    }

    [Fact]
    public async Task Credentials_may_stand_in_the_form_and_the_grant_in_the_query()
    {
        using var form = await PostAsync("/oauth/token", null, "grant_type=client_credentials&client_id=acme-svc&client_secret=secret");
        using var query = await PostAsync("/oauth/token?grant_type=client_credentials", "acme-svc:secret", "");
        Assert.Equal(HttpStatusCode.OK, form.StatusCode);
        Assert.Equal(HttpStatusCode.OK, query.StatusCode);
    }

    [Fact]
    public async Task A_subtenant_can_be_acted_for()
    {
        using var answer = await PostAsync(
            "/oauth/token", "acme-svc:secret",
            "grant_type=client_credentials&iam_action=client_credentials.subtenant-impersonation&subtenant=0f3c");
        var claims = await Verified.ClaimsAsync(sandbox, (await BodyAsync(answer, HttpStatusCode.OK)).Text("access_token"));
        Assert.Equal("0f3c", claims.Text("subtenant"));
    }

    [Theory]
    [InlineData("/oauth/token", "acme-svc:wrong")]
    [InlineData("/oauth/token", "nobody-svc:secret")]
    [InlineData("/oauth/token", "acme-app:secret")]
    [InlineData("/oauth/token", "acme-svc")]
    [InlineData("/oauth/token", null)]
    [InlineData("/borealis.piam/oauth/token", "acme-svc:secret")]
    public async Task Bad_credentials_are_refused(string path, string? credentials)
    {
        using var answer = await PostAsync(path, credentials, "grant_type=client_credentials");
        var body = await BodyAsync(answer, HttpStatusCode.Unauthorized);
        Assert.Equal("unauthorized", body.Text("error"));
        Assert.Equal("Bad credentials", body.Text("error_description"));
    }

    [Theory]
    [InlineData("grant_type=password", "unsupported_grant_type")]
    [InlineData("a=b", "invalid_request")]
    public async Task Other_grants_are_refused(string form, string error)
    {
        using var answer = await PostAsync("/oauth/token", "acme-svc:secret", form);
        Assert.Equal(error, (await BodyAsync(answer, HttpStatusCode.BadRequest)).Text("error"));
    }

    private static async Task<JsonElement> BodyAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        Assert.Equal(expected, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Clone();
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string? credentials, string form)
    {
        using var client = sandbox.CreateClient();
        var address = new Uri(sandbox.Origin, path);
        using var request = new HttpRequestMessage(HttpMethod.Post, new UriBuilder(address) { Port = sandbox.Options.Port }.Uri)
        {
            Content = new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded"),
        };
        if (credentials is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic",
                Convert.ToBase64String(Encoding.ASCII.GetBytes(credentials)));
        }

        return await client.SendAsync(request);
    }
}
