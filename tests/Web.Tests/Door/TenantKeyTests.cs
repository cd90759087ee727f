using System.Net;
using System.Security.Cryptography;
using System.Text;
using Enterprise.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Door;

/// <summary>A provider whose tenants have keys of their own, on a clock that stands still unless the test moves it: no regular fetch falls into what is counted.</summary>
public sealed class TenantKeyTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly RSA _next = RSA.Create(2048);
    private PlatformDouble _platform = null!;
    private EnterpriseHost _app = null!;

    public async Task InitializeAsync()
    {
        _platform = await PlatformDouble.StartAsync();
        _platform.Clock = _clock;
        _platform.Assets = PlatformDouble.Answer(200, World.OneAssetList);
        _app = await EnterpriseHost.StartAsync(
            _platform.Origin, _platform.Issuer, clock: _clock,
            settings: [("InsightsHub:Providers:insightshub:KeysUrl", $"{_platform.Origin}{{tenant}}/token_keys"), ("InsightsHub:Tenants:0", "acme"), ("InsightsHub:Tenants:1", "borealis")]);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _platform.DisposeAsync();
        _next.Dispose();
    }

    [Fact]
    public async Task The_first_token_of_each_tenant_passes_at_once()
    {
        Assert.Equal(HttpStatusCode.OK, await Ask(Token("acme")));
        Assert.Equal(HttpStatusCode.OK, await Ask(Token("borealis")));
        Assert.Equal(2, _platform.KeyFetches);
    }

    [Fact]
    public async Task Unknown_keys_of_all_tenants_together_cause_one_fetch_in_half_a_minute()
    {
        await The_first_token_of_each_tenant_passes_at_once();
        for (var minute = 1; minute <= 2; minute++)
        {
            var before = _platform.KeyFetches;
            await Parallel.ForEachAsync(Enumerable.Range(0, 500), async (number, _) =>
                Assert.Equal(HttpStatusCode.Unauthorized, await Ask(Token(number % 2 == 0 ? "acme" : "borealis", $"unknown-{number}"))));
            Assert.Equal(1, _platform.KeyFetches - before);
            _clock.Advance(TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task The_first_token_after_a_rotation_passes_and_another_tenants_half_a_minute_later()
    {
        await The_first_token_of_each_tenant_passes_at_once();
        _platform.Keys = PlatformDouble.KeySet(("key-id-1", _platform.Key), ("key-id-2", _next));

        Assert.Equal(HttpStatusCode.OK, await Ask(Token("acme", "key-id-2", _next)));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(Token("borealis", "key-id-2", _next)));
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.OK, await Ask(Token("borealis", "key-id-2", _next)));
    }

    [Theory]
    // A tenant of the provider that is not served.
    [InlineData("http://t{0}.piam.localhost:{1}/oauth/token", HttpStatusCode.Forbidden)]
    // No provider's.
    [InlineData("http://t{0}.evil.example:{1}/oauth/token", HttpStatusCode.Unauthorized)]
    public async Task Ten_thousand_invented_issuers_cause_no_fetch(string issuer, HttpStatusCode refused)
    {
        using var client = _app.ClientWith(null);
        await Parallel.ForEachAsync(Enumerable.Range(0, 10_000), async (number, cancel) =>
        {
            var named = string.Format(System.Globalization.CultureInfo.InvariantCulture, issuer, number, _platform.Origin.Port);
            var claims = $$"""{"iss":"{{named}}","ten":"t{{number}}","exp":{{_clock.GetUtcNow().AddMinutes(30).ToUnixTimeSeconds()}}}""";
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Part("""{"alg":"RS256","kid":"key-id-1"}""")}.{Part(claims)}.AAAA");
            using var answer = await client.SendAsync(request, cancel);
            Assert.Equal(refused, answer.StatusCode);
        });

        Assert.Equal(0, _platform.KeyFetches);
    }

    private string Token(string tenant, string? id = null, RSA? key = null) => _platform.Token(
        claims => (claims["ten"], claims["iss"]) = (tenant, _platform.Issuer.Replace("{tenant}", tenant, StringComparison.Ordinal)),
        header => header["kid"] = id ?? header["kid"],
        key);

    private async Task<HttpStatusCode> Ask(string token)
    {
        using var client = _app.ClientWith(token);
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
        return answer.StatusCode;
    }

    private static string Part(string json) => PlatformDouble.Encode(Encoding.UTF8.GetBytes(json));
}
