using System.Net;
using System.Text.Json.Nodes;
using Enterprise.Sandbox.Identity;
using Xunit;

namespace Enterprise.Sandbox.Tests.TimeSeries;

public sealed class AggregateTests(SeriesFixture fixture) : IClassFixture<SeriesFixture>
{
    private static readonly string[] Members =
    [
        "countgood", "countuncertain", "countbad", "sum", "average", "mintime", "minvalue", "maxtime", "maxvalue", "firsttime",
            "firstvalue", "lasttime",
        "lastvalue", "sd",
    ];

    [Fact]
    public async Task They_are_computed_from_the_records()
    {
        var pump = (await fixture.AssetsAsync("acme.pump"))[0];
        const string hour = "from=2027-03-02T10:00:00Z&to=2027-03-02T11:00:00Z";
        var aggregate = Assert.Single(await AggregatesAsync(pump, "process", hour + "&intervalUnit=hour&intervalValue=1"))!;
        var records = await fixture.RecordsAsync(pump, "process", "?" + hour.Replace("10:00:00", "09:59:59.999", StringComparison.Ordinal));
        var values = records.Where(record => record!.AsObject().ContainsKey("flow") && (long)record["flow_qc"]! >= 0)
            .Select(record => (double)record!["flow"]!).ToList();
        var flow = aggregate["flow"]!;
        Assert.Equal(Members, flow.AsObject().Select(member => member.Key));
        Assert.Equal(values.Count, (int)flow["countgood"]! + (int)flow["countuncertain"]!);
        Assert.Equal(values.Average(), (double)flow["average"]!, 2);
        Assert.Equal((values.Min(), values.Max(), values[0], values[^1]),
            ((double)flow["minvalue"]!, (double)flow["maxvalue"]!, (double)flow["firstvalue"]!, (double)flow["lastvalue"]!));
        Assert.Equal(("2027-03-02T10:00:00.000Z", "2027-03-02T11:00:00.000Z"),
            ((string)aggregate["starttime"]!, (string)aggregate["endtime"]!));
    }

    [Theory]
    [InlineData("", 7, "day")]
    [InlineData("from=2027-02-20T00:00:00Z", 12, "day")]
    [InlineData("to=2027-03-01T00:00:00Z", 91, "day")]
    [InlineData("from=2027-03-01T00:00:00Z&intervalUnit=hour&intervalValue=2&count=5", 5, "2 hours")]
    [InlineData("to=2027-03-01T00:00:00Z&intervalUnit=minute&intervalValue=30&count=6", 6, "30 minutes")]
    [InlineData("from=2027-03-01T00:00:00Z&to=2027-03-02T00:00:00Z&count=4", 4, "6 hours")]
    [InlineData("from=2027-03-02T10:00:00Z&to=2027-03-02T15:00:00Z", 5, "hour")]
    [InlineData("from=2027-03-02T10:00:00Z&to=2027-03-02T10:20:00Z", 10, "2 minutes")]
    [InlineData("from=2026-12-15T00:00:00Z&to=2027-03-01T00:00:00Z&intervalUnit=week&intervalValue=2", 6, "2 weeks")]
    public async Task Missing_parameters_are_completed(string query, int most, string interval)
    {
        var pump = (await fixture.AssetsAsync("acme.pump"))[0];
        var aggregates = await AggregatesAsync(pump, "process", query);
        Assert.InRange(aggregates.Count, most / 2, most + 1);
        var length = Length(interval);
        Assert.All(aggregates, aggregate => Assert.InRange(Time(aggregate, "endtime") - Time(aggregate, "starttime"),
            length - TimeSpan.FromHours(1), length + TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task Days_are_those_of_the_tenants_time_zone()
    {
        var pump = (await fixture.AssetsAsync("acme.pump"))[0];
        var aggregates = await AggregatesAsync(pump, "process",
            "from=2027-03-01T05:00:00Z&to=2027-03-02T05:00:00Z&intervalUnit=day&intervalValue=1");
        Assert.Equal("2027-02-28T23:00:00.000Z", (string)aggregates[0]!["starttime"]!);
        Assert.Equal("2027-03-02T23:00:00.000Z", (string)aggregates[^1]!["endtime"]!);
    }

    [Fact]
    public async Task Select_chooses_variables_and_members_and_text_is_left_out()
    {
        var filler = (await fixture.AssetsAsync("acme.filler"))[0];
        var all = (await AggregatesAsync(filler, "production", ""))[0]!.AsObject();
        Assert.Equal(["starttime", "endtime", "goodParts", "rejects"], all.Select(member => member.Key));
        var some = (await AggregatesAsync(filler, "production", "select=goodParts.average,goodParts.sd"))[0]!.AsObject();
        Assert.Equal(["average", "sd"], some["goodParts"]!.AsObject().Select(member => member.Key));
        Assert.False(some.ContainsKey("rejects"));
    }

    [Theory]
    [InlineData("intervalUnit=minute&intervalValue=3", 400)]
    [InlineData("intervalUnit=minute&intervalValue=62", 400)]
    [InlineData("intervalUnit=hour&intervalValue=25", 400)]
    [InlineData("intervalUnit=year&intervalValue=1", 400)]
    [InlineData("intervalUnit=hour", 400)]
    [InlineData("count=0", 400)]
    [InlineData("from=2027-03-01T00:00:00Z&to=2027-03-02T00:00:01Z&intervalUnit=minute&intervalValue=2", 400)]
    [InlineData("from=2027-02-01T00:00:00Z&to=2027-02-08T00:00:01Z&intervalUnit=hour&intervalValue=1", 400)]
    [InlineData("from=2026-11-01T00:00:00Z&to=2027-02-08T00:00:00Z&intervalUnit=day&intervalValue=1", 400)]
    [InlineData("from=2027-03-02T00:00:00Z&to=2027-03-01T00:00:00Z", 400)]
    [InlineData("from=now", 400)]
    [InlineData("select=colour", 404)]
    public async Task Mistakes_are_refused(string query, int status)
    {
        var pump = (await fixture.AssetsAsync("acme.pump"))[0];
        var answer = await fixture.ReadAsync($"/api/iottsaggregates/v4/aggregates?assetId={pump}&aspectName=process&{query}");
        Assert.Equal(status, (int)answer.Status);
        Assert.StartsWith("mdsp.core.generic.", (string)JsonNode.Parse(answer.Body)!["errors"]![0]!["code"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asset_and_aspect_are_required_and_the_scope_is_documented()
    {
        var pump = (await fixture.AssetsAsync("acme.pump"))[0];
        Assert.Equal(HttpStatusCode.BadRequest, (await fixture.ReadAsync("/api/iottsaggregates/v4/aggregates?aspectName=process")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await fixture.ReadAsync($"/api/iottsaggregates/v4/aggregates?assetId={pump}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.ReadAsync($"/api/iottsaggregates/v4/aggregates?assetId={pump}&aspectName=x"))
            .Status);
        var path = $"/api/iottsaggregates/v4/aggregates?assetId={pump}&aspectName=process";
        Assert.Equal(HttpStatusCode.Forbidden, (await fixture.ReadAsync(path, People.Mia)).Status);
    }

    private async Task<JsonArray> AggregatesAsync(string asset, string aspect, string query)
    {
        var (status, body, _) = await fixture.ReadAsync($"/api/iottsaggregates/v4/aggregates?assetId={asset}&aspectName={aspect}&{query}");
        Assert.True(status == HttpStatusCode.OK, body);
        return JsonNode.Parse(body)!["aggregates"]!.AsArray();
    }

    private static DateTimeOffset Time(JsonNode? aggregate, string name) =>
        DateTimeOffset.Parse((string)aggregate![name]!, System.Globalization.CultureInfo.InvariantCulture);

    private static TimeSpan Length(string text)
    {
        var parts = text.Split(' ');
        var number = parts.Length == 2 ? int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture) : 1;
        return number * (parts[^1].TrimEnd('s') switch { "minute" => TimeSpan.FromMinutes(1), "hour" => TimeSpan.FromHours(1), "day" =>
            TimeSpan.FromDays(1), _ => TimeSpan.FromDays(7) });
    }
}
