using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Authentication;

/// <summary>What gets in, and what does not. Every refusal is one of the catalogue, is recorded, and never reaches the platform.</summary>
public sealed class TokenTests : World
{
    private static readonly RSA Foreign = RSA.Create(2048);

    public static TheoryData<string, string> Refused => new()
    {
        { "garbage", "token_malformed" },
        { "empty", "token_malformed" },
        { "two parts", "token_malformed" },
        { "five parts", "token_malformed" },
        { "larger than 16 KiB", "token_malformed" },
        { "17 levels deep", "token_malformed" },
        { "alg none", "bad_signature" },
        { "HS256 with the public key", "bad_signature" },
        { "RS512", "bad_signature" },
        { "unknown kid", "bad_signature" },
        { "no kid", "bad_signature" },
        { "kid of 10,000 characters", "bad_signature" },
        { "foreign key", "bad_signature" },
        { "changed payload", "bad_signature" },
        { "signature with padding", "bad_signature" },
        { "signature with a space", "token_malformed" },
        { "other issuer", "unknown_issuer" },
        { "issuer with a longer end", "unknown_issuer" },
        { "issuer's beginning in upper case", "unknown_issuer" },
        { "issuer's end in upper case", "unknown_issuer" },
        { "no issuer", "unknown_issuer" },
        { "tenant is not the issuer's", "unknown_issuer" },
        { "tenant in upper case", "unknown_issuer" },
        { "tenant partly in upper case", "unknown_issuer" },
        { "tenant of another provider's kind", "unknown_issuer" },
        { "tenant missing", "unknown_issuer" },
        { "tenant is a list", "unknown_issuer" },
        { "zone in upper case", "unknown_issuer" },
        { "expired", "token_expired" },
        { "no expiry", "token_expired" },
        { "two minutes more than a day", "token_lifetime" },
        { "issued in the future", "token_not_yet_valid" },
        { "issued in two minutes", "token_not_yet_valid" },
        { "issued before 1970", "token_not_yet_valid" },
        { "not before in the future", "token_not_yet_valid" },
        { "not before in two minutes", "token_not_yet_valid" },
        { "not before is a text", "token_not_yet_valid" },
        { "no user", "not_a_user" },
        { "another client_id beside the own cid", "wrong_application" },
        { "another cid beside the own client_id", "wrong_application" },
        { "client without a hyphen", "wrong_application" },
        { "client in upper case", "wrong_application" },
        { "subtenant is a number", "token_malformed" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_token_that_breaks_a_rule_is_refused_with_the_rules_code(string kind, string code)
    {
        using var client = App.ClientWith(null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {Make(kind)}");

        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        var problem = await JsonAsync(answer);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Empty(Platform.Seen);
        var entry = Assert.Single(LogRows());
        Assert.Equal((null, "OpenPage", "Denied", code, problem.GetProperty("request").GetString()),
            (entry.Tenant, entry.Action, entry.Outcome, entry.Reason, entry.RequestId));
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("bearer")]
    [InlineData("BEARER")]
    public async Task The_scheme_is_read_in_any_case(string scheme)
    {
        using var client = App.ClientWith(null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"{scheme} {Platform.Token()}");

        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_expired_less_than_a_minute_ago_still_passes()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        using var client = App.ClientWith(Platform.Token(claims => claims["exp"] = now - 40));

        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Keys_are_fetched_once_more_for_an_unknown_kid_and_then_not_again_for_ten_seconds()
    {
        await App.WaitForHealthAsync();
        var before = Platform.KeyFetches;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        using var client = App.ClientWith(Platform.Token(header: header => header["kid"] = "key-id-99"));
        for (var attempt = 0; attempt < 20; attempt++)
        {
            using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
            Assert.Equal(attempt == 0 ? HttpStatusCode.Unauthorized : HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        }

        Assert.InRange(Platform.KeyFetches - before, 1, 1 + (int)(watch.Elapsed.TotalSeconds / 10));
    }

    [Fact]
    public async Task The_users_own_token_goes_to_the_platform()
    {
        var token = Platform.Token();
        using var client = App.ClientWith(token);
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.All(Platform.Seen, seen => Assert.Equal($"Bearer {token}", seen.Authorization));
        Assert.NotEmpty(Platform.Seen);
    }

    private string Make(string kind)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return kind switch
        {
            "garbage" => "abc",
            "empty" => " ",
            "two parts" => Platform.Token()[..Platform.Token().LastIndexOf('.')],
            "five parts" => Platform.Token() + ".a.b",
            "larger than 16 KiB" => Platform.Token(claims => claims["more"] = new string('x', 20_000)),
            "17 levels deep" => Platform.Token(claims => claims["deep"] = JsonNode.Parse(new string('[', 16) + new string(']', 16))),
            "alg none" => Unsigned(),
            "HS256 with the public key" => Hs256(),
            "RS512" => Platform.Token(header: header => header["alg"] = "RS512"),
            "unknown kid" => Platform.Token(header: header => header["kid"] = "key-id-2"),
            "no kid" => Platform.Token(header: header => header["kid"] = null),
            "kid of 10,000 characters" => Platform.Token(header: header => header["kid"] = new string('k', 10_000)),
            "foreign key" => Platform.Token(key: Foreign),
            "changed payload" => Changed(),
            "signature with padding" => Platform.Token() + "==",
            "signature with a space" => Platform.Token().Insert(Platform.Token().Length - 8, " "),
            "other issuer" => Platform.Token(claims => claims["iss"] = "https://acme.piam.evil.example/oauth/token"),
            "issuer with a longer end" => Platform.Token(claims => claims["iss"] += ".evil.example"),
            "issuer's beginning in upper case" => Platform.Token(claims => claims["iss"] = "HTTP" + claims["iss"]!.ToString()![4..]),
            "issuer's end in upper case" =>
            Platform.Token(claims => claims["iss"] = claims["iss"]!.ToString()!.Replace("/token", "/Token", StringComparison.Ordinal)),
            "no issuer" => Platform.Token(claims => claims["iss"] = null),
            "tenant is not the issuer's" => Platform.Token(claims => claims["ten"] = "borealis"),
            "tenant in upper case" => Platform.Token(claims => claims["ten"] = "ACME"),
            "tenant partly in upper case" => Platform.Token(claims => claims["ten"] = "acmE"),
            "tenant of another provider's kind" => TokenOf("1000004711", "assets.user"),
            "tenant missing" => Platform.Token(claims => claims["ten"] = null),
            "tenant is a list" => Platform.Token(claims => claims["ten"] = new[] { "acme" }),
            "zone in upper case" => Platform.Token(claims => claims["zid"] = "ACME"),
            "expired" => Platform.Token(claims => claims["exp"] = now - 120),
            "no expiry" => Platform.Token(claims => claims["exp"] = null),
            "two minutes more than a day" => Platform.Token(claims => claims["exp"] = now + (24 * 60 * 60) + 120),
            "issued in the future" => Platform.Token(claims => claims["iat"] = now + 600),
            "issued in two minutes" => Platform.Token(claims => claims["iat"] = now + 120),
            "issued before 1970" => Platform.Token(claims => claims["iat"] = -1),
            "not before in the future" => Platform.Token(claims => claims["nbf"] = now + 600),
            "not before in two minutes" => Platform.Token(claims => claims["nbf"] = now + 120),
            "not before is a text" => Platform.Token(claims => claims["nbf"] = $"{now}"),
            "no user" => Platform.Token(claims => claims["user_id"] = null),
            "another client_id beside the own cid" => Platform.Token(claims => claims["client_id"] = "other-sandbox"),
            "another cid beside the own client_id" =>
            Platform.Token(claims => (claims["cid"], claims["client_id"]) = ("other-sandbox", "assets-sandbox")),
            "client without a hyphen" => Platform.Token(claims => claims["cid"] = "assetssandbox"),
            "client in upper case" => Platform.Token(claims => claims["cid"] = "ASSETS-sandbox"),
            "subtenant is a number" => Platform.Token(claims => claims["subtenant"] = 7),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
    }

    private string Unsigned()
    {
        var parts = Platform.Token(header: header => header["alg"] = "none").Split('.');
        return $"{parts[0]}.{parts[1]}.";
    }

    private string Hs256()
    {
        var parts = Platform.Token(header: header => header["alg"] = "HS256").Split('.');
        var secret = Encoding.ASCII.GetBytes(Foreign.ExportSubjectPublicKeyInfoPem());
        var content = $"{parts[0]}.{parts[1]}";
        return $"{content}.{PlatformDouble.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(content)))}";
    }

    private string Changed()
    {
        var good = Platform.Token().Split('.');
        var other = Platform.Token(claims => claims["user_name"] = "mallory@acme.example").Split('.');
        return $"{good[0]}.{other[1]}.{good[2]}";
    }
}
