using System.Net;
using System.Security.Cryptography;
using System.Text;
using Enterprise.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Authentication;

/// <summary>
/// A provider whose tenants have keys of their own, on a clock that stands still unless the test moves it: no regular fetch falls into what
/// is counted.
/// </summary>
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
            settings: [("InsightsHub:Providers:insightshub:KeysUrl", $"{_platform.Origin}{{tenant}}/token_keys"),
            ("InsightsHub:Tenants:0", "acme"), ("InsightsHub:Tenants:1", "borealis")]);
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
    public async Task Unknown_keys_of_all_tenants_together_cause_one_fetch_in_ten_seconds()
    {
        await The_first_token_of_each_tenant_passes_at_once();
        var before = _platform.KeyFetches;
        for (var round = 1; round <= 3; round++)
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, 500), async (number, _) =>
                Assert.NotEqual(HttpStatusCode.OK, await Ask(Token(number % 2 == 0 ? "acme" : "borealis", $"unknown-{number}"))));
            await Until(() => _platform.KeyFetches > before);
            for (var second = 0; second < 10; second++)
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(20);
            }

            Assert.InRange(_platform.KeyFetches - before, 1, round + 1);
        }

        await Until(() => _platform.KeyFetches - before >= 3, TimeSpan.FromSeconds(1)); // Those that had to wait come too.
    }

    [Fact]
    public async Task The_first_token_after_a_rotation_passes_and_another_tenants_ten_seconds_later()
    {
        await The_first_token_of_each_tenant_passes_at_once();
        _platform.Keys = PlatformDouble.KeySet(("key-id-1", _platform.Key), ("key-id-2", _next));

        Assert.Equal(HttpStatusCode.OK, await Ask(Token("acme", "key-id-2", _next)));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Ask(Token("borealis", "key-id-2", _next)));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.OK, await Ask(Token("borealis", "key-id-2", _next)));
    }

    [Fact]
    public async Task A_flood_for_one_tenant_keeps_out_no_other_tenants_new_key()
    {
        await The_first_token_of_each_tenant_passes_at_once();
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(Token("acme", "unknown")));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Ask(Token("acme", "unknown")));
        _platform.Keys = PlatformDouble.KeySet(("key-id-1", _platform.Key), ("key-id-2", _next));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Ask(Token("borealis", "key-id-2", _next)));
        for (var round = 3; round <= 4; round++)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await Ask(Token("acme", "unknown")));
            var before = _platform.KeyFetches;
            _clock.Advance(TimeSpan.FromSeconds(10));
            await Until(() => _platform.KeyFetches == before + 1);
        }

        Assert.Equal(HttpStatusCode.OK, await Ask(Token("borealis", "key-id-2", _next)));
    }

    [Fact]
    public async Task A_flood_for_one_tenant_does_not_delay_the_regular_fetch_of_another()
    {
        await The_first_token_of_each_tenant_passes_at_once();
        var paths = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var keys = PlatformDouble.KeySet(("key-id-2", _next));
        _platform.Keys = http =>
        {
            paths.Enqueue(http.Request.Path.Value!);
            return keys(http);
        };
        for (var second = 0; second < 126; second += 2)
        {
            Assert.NotEqual(HttpStatusCode.OK, await Ask(Token("acme", "unknown")));
            _clock.Advance(TimeSpan.FromSeconds(2));
        }

        await Until(() => paths.Contains("/borealis/token_keys"));
        Assert.InRange(paths.Count(path => path == "/acme/token_keys"), 1, 14);
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
            request.Headers.TryAddWithoutValidation(
                "Authorization", $"Bearer {Part("""{"alg":"RS256","kid":"key-id-1"}""")}.{Part(claims)}.AAAA");
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

    /// <summary>
    /// Waits, and lets the clock go on for at most 60 steps: a delay may have begun after the moment to which the clock was moved.
    /// </summary>
    private async Task Until(Func<bool> isSo, TimeSpan step = default)
    {
        for (var attempt = 0; attempt < 600 && !isSo(); attempt++)
        {
            await Task.Delay(25);
            _clock.Advance(attempt < 60 && !isSo() ? step : TimeSpan.Zero);
        }

        Assert.True(isSo());
    }

    private static string Part(string json) => PlatformDouble.Encode(Encoding.UTF8.GetBytes(json));
}
