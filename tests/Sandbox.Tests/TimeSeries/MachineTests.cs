using System.Text.Json.Nodes;
using Enterprise.Testing;
using Xunit;
using static Enterprise.Sandbox.Tests.TimeSeries.SeriesFixture;

namespace Enterprise.Sandbox.Tests.TimeSeries;

/// <summary>The values look like machines.</summary>
public sealed class MachineTests(SeriesFixture fixture) : IClassFixture<SeriesFixture>
{
    [Fact]
    public async Task The_same_seed_gives_the_same_values_and_another_seed_others()
    {
        const string range = "?from=1999-12-31T20:00:00Z&to=2000-01-01T04:00:00Z";
        var pump = (await fixture.AssetsAsync("acme.pump"))[0];
        var first = (await fixture.RecordsAsync(pump, "process", range)).ToJsonString();
        await using var same = await SandboxHost.StartAsync();
        using var client = same.Api();
        Assert.Equal(first, await client.GetStringAsync(new Uri($"/api/iottimeseries/v3/timeseries/{pump}/process{range}",
            UriKind.Relative)));
        Assert.NotEqual("[]", first);
        Assert.NotEqual(first, (await fixture.RecordsAsync((await fixture.AssetsAsync("acme.pump", 2))[1], "process", range))
            .ToJsonString());
    }

    [Fact]
    public async Task Records_are_sparse_and_every_value_has_a_quality()
    {
        var pump = (await fixture.AssetsAsync("acme.pump"))[0];
        var records = await fixture.RecordsAsync(pump, "process", "?from=2027-03-02T00:00:00Z&to=2027-03-03T00:00:00Z");
        Assert.All(records, record => Assert.All(record!.AsObject()
            .Where(member => member.Key is not "_time" && !member.Key.EndsWith("_qc", StringComparison.Ordinal)), member =>
            Assert.True(record.AsObject().ContainsKey(member.Key + "_qc"))));
        Assert.Contains(records, record => !record!.AsObject().ContainsKey("temperature"));
        Assert.Contains(records, record => record!.AsObject().ContainsKey("temperature"));
    }

    [Fact]
    public async Task A_line_runs_in_shifts_and_counts_from_each_shifts_beginning()
    {
        var filler = await RunningAsync("acme.filler");
        var night = await fixture.RecordsAsync(filler, "production", "?from=2027-03-02T22:30:00Z&to=2027-03-03T03:00:00Z");
        Assert.All(night, record => Assert.Equal(0, (long)record!["goodParts"]!));
        var shift = await fixture.RecordsAsync(filler, "production", "?from=2027-03-02T06:00:00Z&to=2027-03-02T12:00:00Z");
        var counts = shift.Where(record => (int)record!["goodParts_qc"]! == 0).Select(record => (long)record!["goodParts"]!).ToList();
        Assert.Equal(counts.Order(), counts);
        Assert.True(counts[^1] > 10_000, $"{counts[^1]} parts");
        Assert.Contains(counts.Zip(counts.Skip(1)), pair => pair.First == pair.Second);
    }

    [Fact]
    public async Task A_fermenter_cools_down_at_the_end_of_its_cycle()
    {
        var fermenter = await RunningAsync("acme.fermenter");
        var values = new List<double>();
        for (var day = 1; day <= 20; day++)
        {
            var start = Now.AddDays(-day);
            var records = await fixture.RecordsAsync(fermenter, "process",
                $"?from={start:yyyy-MM-dd'T'HH:mm:ss'Z'}&to={start.AddHours(1):yyyy-MM-dd'T'HH:mm:ss'Z'}&select=temperature");
            values.AddRange(records.Where(record => (int)record!["temperature_qc"]! == 0).Select(record => (double)record!["temperature"]!)
                .Take(1));
        }

        Assert.True(values.Max() > 11 && values.Min() < 5, string.Join(' ', values));
        Assert.All(values, value => Assert.InRange(value, -1, 16));
    }

    [Fact]
    public async Task Connections_fail_sensors_stick_and_values_are_bad_now_and_then()
    {
        var (gaps, stuck, bad) = (0, 0, 0);
        foreach (var pump in await fixture.AssetsAsync("acme.pump", 40))
        {
            var records = new List<JsonNode>();
            for (var day = 0; day < 4; day++)
            {
                var start = Now.AddDays(-5 + day);
                records.AddRange((await fixture.RecordsAsync(pump, "process",
                    $"?from={start:yyyy-MM-dd'T'HH:mm:ss'Z'}&to={start.AddDays(1):yyyy-MM-dd'T'HH:mm:ss'Z'}"))!);
            }

            gaps += records.Zip(records.Skip(1)).Count(pair => TimeOf(pair.Second) - TimeOf(pair.First) > TimeSpan.FromMinutes(10));
            bad += records.Count(record => (long)record["flow_qc"]! == int.MinValue);
            var held = records.Where(record => (int)record["flow_qc"]! == 0x40000000).Select(record => (double)record["flow"]!).ToList();
            stuck += held.Count;
            Assert.True(held.Distinct().Count() <= 2, "a stuck sensor repeats its value");
        }

        Assert.True(gaps > 5 && stuck > 100 && bad > 20, $"{gaps} gaps, {stuck} stuck values, {bad} bad values");
    }

    [Fact]
    public async Task A_machine_that_is_off_stands_still()
    {
        foreach (var pump in await fixture.AssetsAsync("acme.pump", 60))
        {
            var week = await fixture.RecordsAsync(pump, "drive",
                "?from=2027-02-08T00:00:00Z&to=2027-02-14T00:00:00Z&select=running&limit=2000");
            if (week.All(record => !(bool)record!["running"]!))
            {
                var values = await fixture.RecordsAsync(pump, "drive", "?from=2027-02-10T08:00:00Z&to=2027-02-10T12:00:00Z&select=speed");
                Assert.All(values, record => Assert.Equal(0, (int)record!["speed"]!));
                return;
            }
        }

        Assert.Fail("All 60 pumps ran.");
    }

    /// <summary>An asset that is not off these days.</summary>
    private async Task<string> RunningAsync(string type)
    {
        foreach (var asset in await fixture.AssetsAsync(type, 20))
        {
            var aspect = type == "acme.filler" ? "production" : "process";
            var records = await fixture.RecordsAsync(asset, aspect, "?from=2027-03-02T08:00:00Z&to=2027-03-02T09:00:00Z");
            if (records.Any(record => type == "acme.filler" ? (long)record!["goodParts"]! > 0 : true))
            {
                return asset;
            }
        }

        throw new InvalidOperationException($"No {type} runs.");
    }
}
