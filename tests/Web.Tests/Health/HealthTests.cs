using System.Net;
using System.Text.RegularExpressions;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Health;

/// <summary>What the platform's monitor reads.</summary>
public sealed partial class HealthTests : World
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/health/")]
    public async Task The_contract_of_the_platform_is_kept_without_a_token(string path)
    {
        await App.WaitForHealthAsync();
        using var client = App.ClientWith(null, "*/*");
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Matches(Contract(), await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Health_is_not_recorded()
    {
        await App.WaitForHealthAsync();
        Assert.Empty(LogRows());
    }

    [Fact]
    public async Task A_platform_that_is_gone_is_yellow_and_the_status_page_says_why()
    {
        Platform.Assets = PlatformDouble.Answer(503, string.Empty);
        await App.WaitForHealthAsync("yellow");
        using var client = App.ClientWith(TokenOf("acme", "assets.operator"), "text/html");

        Assert.Contains("asset API responds with status 503", await client.GetStringAsync(new Uri("/status", UriKind.Relative)),
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusOf("/health/ready"));
    }

    [Fact]
    public async Task A_log_that_takes_nothing_is_red_with_200_for_the_platform_and_503_for_ready()
    {
        await App.WaitForHealthAsync();
        using (HoldLog())
        {
            await App.WaitForHealthAsync("red");
            Assert.Equal(HttpStatusCode.OK, await StatusOf("/health"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusOf("/health/ready"));
            Assert.Equal(HttpStatusCode.OK, await StatusOf("/health/live"));
        }

        await App.WaitForHealthAsync();
    }

    private async Task<HttpStatusCode> StatusOf(string path)
    {
        using var client = App.ClientWith(null);
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    [GeneratedRegex("""^\{"healthStatus":"green","time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"\}$""")]
    private static partial Regex Contract();
}

/// <summary>The switch that makes red a 503 for the platform too.</summary>
public sealed class HealthSwitchTests : World
{
    protected override (string Key, string Value)[] Settings => [("Health:RedIsUnavailable", "true")];

    [Fact]
    public async Task Red_is_503_where_the_switch_says_so()
    {
        await App.WaitForHealthAsync();
        using var client = App.ClientWith(null);
        using (HoldLog())
        {
            for (var attempt = 0; attempt < 100; attempt++)
            {
                using var answer = await client.GetAsync(new Uri("/health", UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    return;
                }

                await Task.Delay(100);
            }
        }

        Assert.Fail("Red stayed 200.");
    }
}
