using System.Net;
using Enterprise.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Assets;

/// <summary>All calls of one page share eight seconds, on a clock that the test moves.</summary>
public sealed class BudgetTests : IAsyncLifetime
{
    /// <summary>For what does not wait for the clock.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private PlatformDouble _platform = null!;
    private EnterpriseHost _app = null!;

    public async Task InitializeAsync()
    {
        _platform = await PlatformDouble.StartAsync();
        _platform.Clock = _clock;
        _app = await EnterpriseHost.StartAsync(_platform.Origin, _platform.Issuer, clock: _clock);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _platform.DisposeAsync();
    }

    [Fact]
    public async Task The_names_of_parents_get_what_the_list_left_and_their_failure_costs_nothing()
    {
        var begun = _clock.GetUtcNow();
        _platform.Assets = async http =>
        {
            if (http.Request.Headers.Authorization.Count == 0)
            {
                return; // The probe of health.
            }

            if (http.Request.QueryString.Value!.Contains("assetId", StringComparison.Ordinal))
            {
                await Task.Delay(Timeout.Infinite, http.RequestAborted);
            }

            _clock.Advance(TimeSpan.FromSeconds(2.9)); // So long the list takes, within one attempt.
            await PlatformDouble.Answer(200, World.OneAssetList)(http);
        };
        using var client = _app.ClientWith(_platform.Token());
        var asked = client.GetAsync(new Uri("/", UriKind.Relative));
        await AdvanceUntilSeenAsync(3); // The list, the names, and the names once more after 3 s.
        _clock.Advance(begun.AddSeconds(7.9) - _clock.GetUtcNow());
        Assert.False(asked.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        using var answer = await asked.WaitAsync(Soon);

        var row = (await World.JsonAsync(answer)).GetProperty("_embedded").GetProperty("assets")[0];
        Assert.Equal("Pump 7", row.GetProperty("name").GetString());
        Assert.False(row.TryGetProperty("parentName", out _));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/assets/00000000000000000000000000000001")]
    public async Task A_body_that_does_not_end_is_given_up_when_the_time_is_over(string path)
    {
        _platform.Assets = async http =>
        {
            http.Response.ContentType = "application/hal+json";
            await http.Response.WriteAsync("{");
            await http.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        };
        using var client = _app.ClientWith(_platform.Token());
        var asked = client.GetAsync(new Uri(path, UriKind.Relative));
        while (_platform.Seen.Count < (path == "/" ? 1 : 3))
        {
            await Task.Delay(10);
        }

        _clock.Advance(TimeSpan.FromSeconds(7.9));
        Assert.False(asked.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        using var answer = await asked.WaitAsync(Soon);

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
    }

    private async Task AdvanceUntilSeenAsync(int calls)
    {
        while (_platform.Seen.Count < calls)
        {
            if (_platform.Seen.Count > 1)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(50));
            }

            await Task.Delay(5);
        }
    }
}
