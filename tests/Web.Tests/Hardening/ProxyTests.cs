using System.Net;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Hardening;

/// <summary>S22: who says where a request came from, and for which host it is.</summary>
public sealed class ProxyTests : World
{
    private static readonly (string, string)[] Spoofed =
        [("X-Forwarded-For", "203.0.113.7, 198.51.100.9"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example")];

    [Theory]
    [InlineData(null, false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.0/8", true)]
    public async Task The_clients_address_and_scheme_are_taken_from_known_proxies_only_and_one_hop(string? known, bool isKnown)
    {
        await using var app = await Start(known is null ? [] : [("Proxies:Known:0", known)]);
        using var answer = await Ask(app, "assets.example", Spoofed);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(isKnown, answer.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal(("127.0.0.1", "198.51.100.9", isKnown), OriginIn(app, answer));
        Assert.DoesNotContain("evil.example", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_frameworks_switch_that_believes_everybody_is_without_effect()
    {
        await using var app = await Start(("ForwardedHeaders_Enabled", "true"));
        using var answer = await Ask(app, "assets.example", Spoofed);

        Assert.Equal(("127.0.0.1", "198.51.100.9", false), OriginIn(app, answer));
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("10.1.1.1, 203.0.113.7:443", "203.0.113.7", true)]
    [InlineData("2001:DB8::7", "2001:db8::7", true)]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7", true)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("203.0.113.7, 127.0.0.1", "127.0.0.1", true)]
    [InlineData("203.0.113.7, unknown", "unknown", false)]
    [InlineData("203.0.113.7, <b>\u0001x</b>", "<b>\\u{1}x</b>", false)]
    [InlineData("", null, false)]
    [InlineData(null, null, false)]
    public async Task What_a_known_proxy_names_is_an_address_or_is_not_trusted(string? forwarded, string? recorded, bool isTrusted)
    {
        await using var app = await Start(("Proxies:Known:0", "127.0.0.1"));
        using var answer = await Ask(app, "assets.example", forwarded is null ? [("X-Original-For", "192.0.2.66")]
            : [("X-Forwarded-For", forwarded), ("X-Original-For", "192.0.2.66")]);

        Assert.Equal(("127.0.0.1", recorded, isTrusted), OriginIn(app, answer));
    }

    [Fact]
    public async Task Anybody_may_write_the_header_it_is_cut_and_never_taken_for_the_client()
    {
        using var answer = await Ask(App, "assets.example",
            [("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-For", new string('9', 200))]);
        using var unauthenticated = await Ask(App, "assets.example", [("X-Forwarded-For", "203.0.113.7, 203.0.113.8")], isUnauthenticated
            : true);

        Assert.Equal(("127.0.0.1", new string('9', 64), false), OriginIn(App, answer));
        Assert.Equal(("127.0.0.1", "203.0.113.8", false), OriginIn(App, unauthenticated));
    }

    [Theory]
    [InlineData("assets.example", null, 200)]
    [InlineData("evil.example", null, 400)]
    [InlineData("assets.example.evil.example", null, 400)]
    [InlineData("evil.example", "assets.example", 400)]
    public async Task Only_the_allowed_hosts_are_answered_for_and_the_refusal_is_one_like_any_other(
        string host, string? forwardedHost, int status)
    {
        await using var app = await Start(("AllowedHosts", "assets.example;other.example"), ("Proxies:Known:0", "127.0.0.1"));
        using var answer = await Ask(app, host, forwardedHost is null ? [] : [("X-Forwarded-Host", forwardedHost)]);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        if (status == 400)
        {
            Assert.Equal("bad_request", (await JsonAsync(answer)).GetProperty("code").GetString());
            Assert.Empty(Platform.Seen);
        }
    }

    private async Task<EnterpriseHost> Start(params (string Key, string Value)[] settings)
    {
        var app = await EnterpriseHost.StartAsync(Platform.Origin, Platform.Issuer, 0, null, settings);
        if (settings.All(setting => setting.Key != "AllowedHosts"))
        {
            await app.WaitForHealthAsync();
        }

        return app;
    }

    private async Task<HttpResponseMessage> Ask(EnterpriseHost app, string host, (string Name, string Value)[] headers,
        bool isUnauthenticated = false)
    {
        using var client = app.ClientWith(isUnauthenticated ? null : Platform.Token());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = host;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request);
    }

    private static (string? Address, string? Forwarded, bool IsTrusted) OriginIn(EnterpriseHost app, HttpResponseMessage answer)
    {
        var entry = StoredEntries.Of(app, answer);
        return ((string?)entry["Address"], (string?)entry["Forwarded"], (long)entry["IsForwardedTrusted"]! == 1);
    }
}
