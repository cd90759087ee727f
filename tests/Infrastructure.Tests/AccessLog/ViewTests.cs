using Enterprise.Application.AccessLog.Reading;
using Enterprise.Domain.AccessLog;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog;

/// <summary>Counts and samples of the log.</summary>
public sealed class ViewTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Hours_and_assets_are_counted_for_every_way_into_the_log()
    {
        await using var store = await LogStore.StartAsync();
        var asset = new string('7', 32);
        await store.Log.AppendAsync(LogStore.Entry("a", Noon) with { Resource = asset, ResourceName = "Pump 7" });
        await store.Log.AppendAsync(LogStore.Entry("b", Noon.AddMinutes(59)) with { Outcome = AccessOutcome.Denied });
        await store.Log.AppendAsync(LogStore.Entry("c", Noon.AddHours(1), user: "bert@acme.example") with { Resource = asset });
        await store.Log.AppendAsync(LogStore.Entry("d", Noon, tenant: "borealis"));
        DateTimeOffset[] hours = [Noon.AddHours(-1), Noon, Noon.AddHours(1)];

        var all = await store.View.CountAsync(LogStore.Reader(), new(), hours, CancellationToken.None);
        var anna = await store.View.CountAsync(LogStore.Reader(), new() { User = "anna@acme.example" }, hours, CancellationToken.None);
        var assets = await store.View.CountAssetsAsync(LogStore.Reader(), new(new()), 10, CancellationToken.None);

        Assert.Equal([new(Noon, 2, 1), new(Noon.AddHours(1), 1, 0)], all);
        Assert.Equal([new(Noon, 2, 1)], anna);
        Assert.Equal(new AssetCount(asset, "Pump 7", 2), Assert.Single(assets.Assets));
    }
}
