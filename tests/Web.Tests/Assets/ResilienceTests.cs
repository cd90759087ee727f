using System.Globalization;
using System.Net;
using Enterprise.Application.Health;
using Enterprise.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Enterprise.Web.Tests.Assets;

/// <summary>How often the platform is asked, how long it is waited for, and where to.</summary>
public sealed class ResilienceTests : World
{
    [Theory]
    [InlineData(500, null, 2, 0)]
    [InlineData(502, null, 2, 0)]
    [InlineData(503, null, 2, 0)]
    [InlineData(503, "2", 2, 2)]
    [InlineData(503, "20", 1, 0)]
    [InlineData(429, null, 1, 0)]
    [InlineData(429, "1", 2, 1)]
    [InlineData(429, "8", 1, 0)]
    [InlineData(429, "Wed, 21 Oct 2099 07:28:00 GMT", 1, 0)]
    [InlineData(429, "-5", 1, 0)]
    [InlineData(429, "nonsense", 1, 0)]
    [InlineData(400, null, 1, 0)]
    [InlineData(401, null, 1, 0)]
    [InlineData(403, "1", 1, 0)]
    [InlineData(404, null, 1, 0)]
    [InlineData(408, null, 1, 0)]
    public async Task Faults_are_retried_once_refusals_never_and_a_stated_wait_is_kept_where_it_fits(
        int status, string? retryAfter, int attempts, double atLeast)
    {
        await App.WaitForHealthAsync();
        Platform.Assets = http =>
        {
            http.Response.Headers.RetryAfter = retryAfter;
            return PlatformDouble.Answer(status, "{}")(http);
        };
        using var client = User();
        var begun = TimeProvider.System.GetTimestamp();
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(attempts, Platform.Seen.Count);
        Assert.InRange(TimeProvider.System.GetElapsedTime(begun).TotalSeconds, atLeast, atLeast + 2);
        Assert.False(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_stated_wait_is_over_and_the_page_is_shown()
    {
        Platform.Assets = http =>
        {
            http.Response.Headers.RetryAfter = "1";
            return Platform.Seen.Count == 1 ? PlatformDouble.Answer(429, "{}")(http) : PlatformDouble.Answer(200, OneAssetList)(http);
        };
        using var client = User();
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_tried_once_more()
    {
        Platform.Assets = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        using var client = User();
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal(2, Platform.Seen.Count);
    }

    /// <summary>S24: whatever an answer points to, the token goes to the configured origin and nowhere else.</summary>
    [Theory]
    [InlineData("redirect 301")]
    [InlineData("redirect 307")]
    [InlineData("link next")]
    [InlineData("link self")]
    public async Task Nothing_that_the_platform_names_is_called(string kind)
    {
        await using var trap = await PlatformDouble.StartAsync();
        var reached = 0;
        trap.Assets = http =>
        {
            Interlocked.Increment(ref reached);
            return http.Response.WriteAsync("{}");
        };
        var there = new Uri(trap.Origin, "/api/assetmanagement/v3/assets").AbsoluteUri;
        Platform.Assets = http =>
        {
            if (kind.StartsWith("redirect", StringComparison.Ordinal))
            {
                http.Response.Headers.Location = there;
                return PlatformDouble.Answer(int.Parse(kind[^3..], CultureInfo.InvariantCulture), "{}")(http);
            }

            return PlatformDouble.Answer(200, $$$"""{"_links":{"{{{kind[5..]}}}":{"href":"{{{there}}}"}},{{{OneAssetList[1..]}}}""")(http);
        };
        using var client = User();
        foreach (var path in new[] { "/", "/?page=2", $"/assets/{Id(1)}" })
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.DoesNotContain(trap.Origin.Authority, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(0, reached);
        Assert.NotEmpty(Platform.Seen);
    }

    /// <summary>S24: the address is compared as a whole before the token is sent: a path that names a host leads nowhere.</summary>
    [Fact]
    public async Task A_path_that_names_another_host_is_not_called()
    {
        await using var trap = await PlatformDouble.StartAsync();
        await using var app = await EnterpriseHost.StartAsync(
            Platform.Origin, Platform.Issuer, settings
            : ("InsightsHub:Providers:insightshub:ApiPath", $"//{trap.Origin.Authority}/api/{{service}}/{{version}}"));
        using var client = app.ClientWith(Platform.Token());
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(trap.Seen);
        Assert.Empty(Platform.Seen);
    }

    /// <summary>The probe has a client of its own: its failures close no way for users.</summary>
    [Fact]
    public async Task A_failed_ping_of_the_probe_does_not_count_against_users()
    {
        Platform.Assets = PlatformDouble.Answer(503, "{}");
        await App.WaitForHealthAsync("yellow");
        var probe = App.Services.GetServices<IProbe>().Single(one => one.Name == "asset API");
        await Task.WhenAll(Enumerable.Range(0, 150).Select(_ => probe.LookAsync(CancellationToken.None)));

        Platform.Assets = PlatformDouble.Answer(200, OneAssetList);
        using var client = User();
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
