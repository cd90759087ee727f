using System.Security.Cryptography;
using System.Text;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.AccessLog;

/// <summary>What every entry says, whatever kind it is, and how hostile text comes out.</summary>
public sealed class FieldTests : World
{
    private const string TokenId = "id-of-the-token";

    protected override (string Key, string Value)[] Settings => [("Node:Name", "node-7"), ("Proxies:Known:0", "127.0.0.1")];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await App.WaitForHealthAsync();
    }

    [Theory]
    [InlineData("/", "assets.user", 200, "ListAssets", "Granted", null, "User")]
    [InlineData("/assets/00000000000000000000000000000001", "assets.user", 200, "ViewAsset", "Granted", null, "User")]
    [InlineData("/assets/00000000000000000000000000000005", "assets.user", 404, "ViewAsset", "Denied", "not_found", "User")]
    [InlineData("/?search=broken", "assets.user", 502, "ListAssets", "Failed", "platform_down", "User")]
    [InlineData("/access-log", "assets.auditor", 200, "ReadAccessLog", "Granted", null, "Auditor")]
    [InlineData("/access-log", "assets.user", 403, "OpenPage", "Denied", "role_missing", "User")]
    [InlineData("/status", "other.user", 403, "OpenPage", "Denied", "role_missing", null)]
    public async Task Every_entry_of_somebody_says_who_by_what_token_from_where_and_which_process(
        string path, string scope, int status, string action, string outcome, string? reason, string? roles)
    {
        Platform.Assets = http =>
            (http.Request.QueryString.Value!.Contains("broken", StringComparison.Ordinal) ? PlatformDouble.Answer(500, "{}")
            : http.Request.Path.Value!.EndsWith('5') ? PlatformDouble.Answer(404, "{}")
            : http.Request.Path.Value.EndsWith("/aspects", StringComparison.Ordinal)
                ? PlatformDouble.Answer(200, """{"_embedded":{"aspects":[]}}""")
            : PlatformDouble.Answer(200, http.Request.Path.Value.EndsWith('1') ? OneAsset : OneAssetList))(http);
        using var client = App.ClientWith(Platform.Token(claims =>
        {
            claims["jti"] = TokenId;
            claims["scope"] = new[] { scope };
            claims["subtenant"] = "north";
        }));
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        client.DefaultRequestHeaders.Add("User-Agent", "browser/7");
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(status, (int)answer.StatusCode);
        var entry = StoredEntries.Of(App, answer);
        Assert.Equal((action, outcome, reason), (entry["Action"], entry["Outcome"], entry["Reason"]));
        Assert.Equal(("acme", "acme", "north", "u-1", "anna@acme.example"),
            (entry["Tenant"], entry["TenantAsSeen"], entry["Subtenant"], entry["UserId"], entry["UserName"]));
        Assert.Equal((Platform.Issuer.Replace("{tenant}", "acme", StringComparison.Ordinal), "assets-sandbox", roles),
            (entry["Issuer"], entry["Client"], entry["Roles"]));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TokenId)))[..32], entry["TokenHash"]);
        AssertPlace(entry);
    }

    [Theory]
    [InlineData(null, "no_token")]
    [InlineData("garbage", "token_malformed")]
    public async Task An_entry_of_nobody_says_from_where_and_which_process(string? token, string reason)
    {
        using var client = App.ClientWith(token);
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        client.DefaultRequestHeaders.Add("User-Agent", "browser/7");
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        var entry = StoredEntries.Of(App, answer);
        Assert.Equal(("OpenPage", "Denied", reason), (entry["Action"], entry["Outcome"], entry["Reason"]));
        Assert.All(new[] { "Tenant", "TenantAsSeen", "Subtenant", "UserId", "UserName", "Issuer", "Client", "TokenHash", "Roles" },
            column => Assert.Null(entry[column]));
        AssertPlace(entry);
    }

    [Fact]
    public async Task What_no_store_keeps_and_what_is_too_long_comes_out_readable()
    {
        var token = Platform.Token(claims =>
        {
            claims["user_name"] = "Anna\0" + string.Concat(Enumerable.Repeat("😀", 200));
            claims["client_id"] = "assets-\0" + new string('c', 400);
        });
        var agent = "a" + string.Concat(Enumerable.Repeat("\u00f0\u009f\u0098\u0080", 300));
        var seen = await RawConnection.AskAsync(
            App.Origin, "GET /status HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Forwarded-For: 203.0.113.7\r\nUser-Agent: "
            + $"{agent}\r\nAuthorization: Bearer {token}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 403 ", seen, StringComparison.Ordinal);
        var entry = StoredEntries.Of(App)[0];
        Assert.Equal("a" + string.Concat(Enumerable.Repeat("😀", 255)), entry["UserAgent"]);
        Assert.Equal("Anna\uFFFD" + string.Concat(Enumerable.Repeat("😀", 125)), entry["UserName"]);
        Assert.Equal("assets-\uFFFD" + new string('c', 248), entry["Client"]);
    }

    [Theory]
    [InlineData("GET /status%ed%a0%80 HTTP/1.1\r\nHost: a\r\n", 404)]
    [InlineData("GET /status%00 HTTP/1.1\r\nHost: a\r\n", 400)]
    [InlineData("GET /status HTTP/1.1\r\nHost: a\r\nUser-Agent: a\u00ed\u00a0\u0080\r\n", 400)]
    [InlineData("GET /status HTTP/1.1\r\nHost: a\r\nUser-Agent: a\0b\r\n", 400)]
    public async Task Half_a_character_and_NUL_in_paths_and_headers_lead_nowhere(string request, int status)
    {
        var seen = await RawConnection.AskAsync(App.Origin,
            $"{request}Connection: close\r\nAuthorization: Bearer {Platform.Token()}\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", seen, StringComparison.Ordinal);
        Assert.Empty(LogRows());
    }

    [Theory]
    [InlineData("user_name")]
    [InlineData("user_id")]
    [InlineData("cid")]
    [InlineData("jti")]
    [InlineData("iss")]
    public async Task Half_a_character_in_a_claim_is_no_token(string claim)
    {
        var token = Platform.Token(claims => claims[claim] = "assets-half");
        var payload = Encoding.UTF8.GetString(Decode(token.Split('.')[1]))
            .Replace("assets-half", "assets-\\ud800", StringComparison.Ordinal);
        var signed = $"{token.Split('.')[0]}.{PlatformDouble.Encode(Encoding.UTF8.GetBytes(payload))}";
        var signature = PlatformDouble.Encode(
            Platform.Key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        using var client = App.ClientWith($"{signed}.{signature}");
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal((401, "token_malformed"), ((int)answer.StatusCode, (await JsonAsync(answer)).GetProperty("code").GetString()));
    }

    private static void AssertPlace(IReadOnlyDictionary<string, object?> entry)
    {
        Assert.Equal(("127.0.0.1", "203.0.113.7", 1L, "browser/7"),
            (entry["Address"], entry["Forwarded"], entry["IsForwardedTrusted"], entry["UserAgent"]));
        Assert.Equal(("node-7", "0.1.0"), (entry["Node"], entry["Version"]));
        Assert.Equal((null, 1L), (entry["Remark"], entry["Occurrences"]));
    }

    private static byte[] Decode(string part) => System.Buffers.Text.Base64Url.DecodeFromChars(part);
}
