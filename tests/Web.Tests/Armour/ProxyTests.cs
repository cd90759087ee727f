using System.Net;
using Enterprise.Testing;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Enterprise.Web.Tests.Armour;

/// <summary>S22: who says where a request came from, and for which host it is.</summary>
public sealed class ProxyTests : World
{
    private static readonly (string, string)[] Spoofed = [("X-Forwarded-For", "203.0.113.7, 198.51.100.9"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example")];

    [Theory]
    [InlineData(null, "127.0.0.1", false)]
    [InlineData("10.1.2.3", "127.0.0.1", false)]
    [InlineData("10.0.0.0/8", "127.0.0.1", false)]
    [InlineData("127.0.0.1", "198.51.100.9", true)]
    [InlineData("127.0.0.0/8", "198.51.100.9", true)]
    public async Task The_clients_address_and_scheme_are_taken_from_known_proxies_only_and_one_hop(string? known, string address, bool isHttps)
    {
        await using var app = await Start(known is null ? [] : [("Proxies:Known:0", known)]);
        using var answer = await Ask(app, "assets.example", Spoofed);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(isHttps, answer.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal(address, AddressIn(app));
        Assert.DoesNotContain("evil.example", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_frameworks_switch_that_believes_everybody_is_without_effect()
    {
        await using var app = await Start(("ForwardedHeaders_Enabled", "true"));
        using var answer = await Ask(app, "assets.example", Spoofed);

        Assert.Equal("127.0.0.1", AddressIn(app));
    }

    [Theory]
    [InlineData("assets.example", null, 200)]
    [InlineData("evil.example", null, 400)]
    [InlineData("assets.example.evil.example", null, 400)]
    [InlineData("evil.example", "assets.example", 400)]
    public async Task Only_the_allowed_hosts_are_answered_for_and_the_refusal_is_one_like_any_other(string host, string? forwardedHost, int status)
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

    private Task<EnterpriseHost> Start(params (string, string)[] settings) => EnterpriseHost.StartAsync(Platform.Origin, Platform.Issuer, 0, null, settings);

    private async Task<HttpResponseMessage> Ask(EnterpriseHost app, string host, (string Name, string Value)[] headers)
    {
        using var client = app.ClientWith(Platform.Token());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = host;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request);
    }

    private static string AddressIn(EnterpriseHost app)
    {
        using var connection = new SqliteConnection($"Data Source={app.LogFile};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var columns = connection.CreateCommand();
        columns.CommandText = "SELECT Address FROM Subjects ORDER BY Position DESC LIMIT 1";
        return (string)columns.ExecuteScalar()!;
    }
}
