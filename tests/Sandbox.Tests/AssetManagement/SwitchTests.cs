using Microsoft.Extensions.Time.Testing;
using Xunit;
using static Enterprise.Sandbox.Tests.AssetManagement.AssetApiClient;

namespace Enterprise.Sandbox.Tests.AssetManagement;

/// <summary>Switches of the asset API. Each test has a host of its own.</summary>
public sealed class SwitchTests
{
    [Fact]
    public async Task Requests_above_the_limit_are_429_until_the_next_window()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2027, 3, 1, 8, 0, 0, TimeSpan.Zero));
        await using var host = await Started(new SandboxOptions { Clock = clock,
            Limits = new(AssetsPerMinute: 3, AssetsPerHour: 5, AspectTypesPerMinute: 1, AspectTypesPerHour: 9) });
        var acme = host.Api.As("acme");
        for (var request = 0; request < 3; request++)
        {
            await acme.GetAsync("/assets?size=1");
        }

        Assert.Equal((429, "mdsp.core.generic.tooManyRequests"), await acme.RefusalAsync("/assets"));
        await acme.GetAsync("/assets/root");
        await acme.GetAsync("/assettypes");
        await acme.GetAsync("/aspecttypes");
        Assert.Equal((429, "mdsp.core.generic.tooManyRequests"), await acme.RefusalAsync("/aspecttypes"));
        await host.Api.As("borealis").GetAsync("/assets");

        clock.Advance(TimeSpan.FromMinutes(1));
        await acme.GetAsync("/assets");
        Assert.Equal((429, "mdsp.core.generic.tooManyRequests"), await acme.RefusalAsync("/assets"));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((429, "mdsp.core.generic.tooManyRequests"), await acme.RefusalAsync("/assets"));
        clock.Advance(TimeSpan.FromHours(1));
        await acme.GetAsync("/assets");
    }

    [Fact]
    public void The_documented_limits_are_those_of_the_documentation() =>
        Assert.Equal(new(4000, 17_820, 1485, 17_820), RequestLimits.Documented);

    [Fact]
    public async Task Policies_hide_single_assets_from_all_but_administrators()
    {
        await using var host = await Started(new SandboxOptions { Policies = true });
        var (user, admin) = (host.Api.As("acme"), host.Api.As("acme", scopes: The.Admin));
        Assert.Equal(2_431 - 3, Total(await user.GetAsync("/assets")));
        Assert.Equal(2_431, await admin.CountAsync("""{"deleted":null}"""));
        var area = await admin.FirstAsync("""{"name":"Pilot brewery"}""");
        Assert.Equal((403, "mdsp.core.generic.forbidden"), await user.RefusalAsync($"/assets/{area["assetId"]}"));
        Assert.Equal((403, "mdsp.core.generic.forbidden"), await user.RefusalAsync($"/assets/{area["assetId"]}/aspects"));
        Assert.Equal(0, await user.CountAsync($$"""{"parentId":"{{area["assetId"]}}"}"""));
        Assert.Equal((404, "mdsp.core.generic.noMatch"), await host.Api.As("borealis").RefusalAsync($"/assets/{area["assetId"]}"));

        await using var without = await Started(new SandboxOptions());
        Assert.Equal(1, await without.Api.As("acme").CountAsync("""{"name":"Pilot brewery"}"""));
    }

    [Fact]
    public async Task Large_pages_are_refused_when_asked_for()
    {
        await using var host = await Started(new SandboxOptions { RefuseLargePages = true });
        await host.Api.As("borealis").GetAsync("/assets?size=200");
        Assert.Equal((400, "mdsp.core.generic.invalidParameter"), await host.Api.As("borealis").RefusalAsync("/assets?size=201"));
    }

    private static async Task<Running> Started(SandboxOptions options)
    {
        var host = new AssetApiHost(options);
        await host.InitializeAsync();
        return new(host);
    }

    private sealed record Running(AssetApiHost Api) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Api.DisposeAsync();
    }
}
