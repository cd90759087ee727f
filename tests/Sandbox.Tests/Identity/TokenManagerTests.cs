using System.Net;
using System.Text;
using System.Text.Json;
using Enterprise.Sandbox.Tests.Gateway;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Identity;

/// <summary><c>POST /api/technicaltokenmanager/v3/oauth/token</c>.</summary>
public sealed class TokenManagerTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Own =
        """{"grant_type":"client_credentials","appName":"a","appVersion":"1.0.0","hostTenant":"acme","userTenant":"acme","other":{}}""";
    private readonly SandboxHost sandbox = fixture.Sandbox;

    [Theory]
    [InlineData("Basic", "", Own)]
    [InlineData("Bearer", "", Own)]
    [InlineData("bearer", "/gateway", Own)]
    [InlineData("Basic", "", "{}")]
    public async Task Application_credentials_give_a_token_of_their_tenant(string scheme, string prefix, string body)
    {
        using var answer = await PostAsync($"{scheme} {Encoded("acme-app:secret")}", body, prefix);

        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        using var json = JsonDocument.Parse(text);
        var claims = await Verified.ClaimsAsync(sandbox, json.RootElement.Text("access_token"));
        Assert.Equal("acme", claims.Text("ten"));
        Assert.Equal("acme-app", claims.Text("client_id"));
        Assert.Equal(1799, json.RootElement.GetProperty("expires_in").GetInt32());
        Assert.False(claims.TryGetProperty("user_id", out _));
    }

    [Theory]
    [InlineData("Basic", "acme-app:wrong")]
    [InlineData("Basic", "acme-svc:secret")]
    [InlineData("Digest", "acme-app:secret")]
    public async Task Bad_credentials_are_refused(string scheme, string credentials)
    {
        using var answer = await PostAsync($"{scheme} {Encoded(credentials)}", Own);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("""{"error":"unauthorized","error_description":"Bad credentials"}""", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("""{"hostTenant":"acme","userTenant":"borealis"}""", HttpStatusCode.Forbidden)]
    [InlineData("""{"hostTenant":"borealis","userTenant":"acme"}""", HttpStatusCode.Forbidden)]
    [InlineData("""{"userTenant":7}""", HttpStatusCode.Forbidden)]
    [InlineData("nonsense", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    public async Task Another_tenant_or_no_object_is_refused(string body, HttpStatusCode expected)
    {
        using var answer = await PostAsync($"Basic {Encoded("acme-app:secret")}", body);
        Assert.Equal(expected, answer.StatusCode);
    }

    private static string Encoded(string credentials) => Convert.ToBase64String(Encoding.ASCII.GetBytes(credentials));

    private async Task<HttpResponseMessage> PostAsync(string key, string body, string prefix = "")
    {
        using var client = sandbox.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{prefix}/api/technicaltokenmanager/v3/oauth/token")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-SPACE-AUTH-KEY", key);
        return await client.SendAsync(request);
    }
}
