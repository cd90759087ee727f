using System.Net;
using System.Text.Json.Nodes;
using Enterprise.Sandbox.Identity;
using Enterprise.Sandbox.Tests.Gateway;
using Enterprise.Testing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Identity;

/// <summary>Who gets past the door of the platform's APIs.</summary>
public sealed class BearerTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string TenantInfo = "/api/tenantmanagement/v4/tenantInfo";
    private readonly SandboxHost sandbox = fixture.Sandbox;

    [Theory]
    [InlineData("/api/tenantmanagement/v4/tenantInfo")]
    [InlineData("/gateway/api/tenantmanagement/v4/tenantInfo")]
    [InlineData("/API/tenantmanagement/v4/tenantInfo")]
    public async Task A_good_token_is_answered_for_its_tenant(string path)
    {
        using var answer = await GetAsync($"Bearer {sandbox.TokenOf(People.Zoe)}", path);
        var info = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
        Assert.Equal(
            ["ETag", "allowedToCreateSubtenant", "companyName", "country", "displayName", "name", "prefix", "type"],
                info.Select(member => member.Key));
        Assert.Equal("galactic", info["name"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/api/tenantmanagement/v4/tenantInfo")]
    [InlineData("/API/tenantmanagement/v4/tenantInfo")]
    [InlineData("/gateway/api/tenantmanagement/v4/tenantInfo")]
    public async Task No_token_is_403(string path)
    {
        using var answer = await GetAsync(null, path);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    public static TheoryData<string> BadTokens { get; } = ["", "x", "a.b.c", "none", "hs256", "tampered", "unknown key", "no tenant",
        "null header"];

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task A_bad_token_is_401(string kind)
    {
        using var answer = await GetAsync($"Bearer {Bad(kind)}");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("""{"error":"invalid_token","error_description":"Invalid token!"}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_token_ends_with_its_lifetime()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2027, 3, 1, 8, 0, 0, TimeSpan.Zero));
        await using var host = await fixture.AnotherAsync(options => options with { Clock = clock });
        var token = host.TokenOf(People.Anna);
        using var client = host.CreateClient();

        clock.Advance(TimeSpan.FromSeconds(1799));
        using var before = await client.GetAsync(TenantInfo, ("Authorization", $"Bearer {token}"));
        clock.Advance(TimeSpan.FromSeconds(1));
        using var after = await client.GetAsync(TenantInfo, ("Authorization", $"Bearer {token}"));

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    private string Bad(string kind)
    {
        var good = sandbox.TokenOf(People.Anna).Split('.');
        var header = sandbox.Tokens.Header("acme");
        switch (kind)
        {
            case "none":
                return $"{WebEncoders.Base64UrlEncode("""{"alg":"none"}"""u8)}.{good[1]}.";
            case "hs256":
                header["alg"] = "HS256";
                return sandbox.Tokens.Sign(header, Claims(good[1]));
            case "unknown key":
                header["kid"] = "key-id-9";
                return sandbox.Tokens.Sign(header, Claims(good[1]));
            case "tampered":
                return $"{good[0]}.{WebEncoders.Base64UrlEncode("""{"ten":"borealis","scope":[],"exp":9999999999}"""u8)}.{good[2]}";
            case "no tenant":
                return sandbox.Tokens.ForPerson(People.Anna, change: claims => claims.Remove("ten"));
            case "null header":
                return $"{WebEncoders.Base64UrlEncode("null"u8)}.{good[1]}.{good[2]}";
            default:
                return kind;
        }
    }

    private static JsonObject Claims(string part) => JsonNode.Parse(WebEncoders.Base64UrlDecode(part))!.AsObject();

    private async Task<HttpResponseMessage> GetAsync(string? authorization, string path = TenantInfo)
    {
        using var client = sandbox.CreateClient();
        return authorization is null ? await client.GetAsync(path, []) : await client.GetAsync(path, ("Authorization", authorization));
    }
}
