using System.Net;
using System.Text.Json.Nodes;
using Enterprise.Sandbox.Identity;
using Xunit;
using static Enterprise.Sandbox.Tests.TimeSeries.SeriesFixture;

namespace Enterprise.Sandbox.Tests.TimeSeries;

/// <summary>The parameters of a read, its pages and its errors.</summary>
public sealed class ReadingTests(SeriesFixture fixture) : IClassFixture<SeriesFixture>
{
    private const string Day = "?from=2027-03-02T00:00:00Z&to=2027-03-03T00:00:00Z";

    [Fact]
    public async Task A_range_excludes_its_beginning_and_includes_its_end()
    {
        var pump = (await fixture.AssetsAsync("acme.pump"))[0];
        var all = await fixture.RecordsAsync(pump, "process", Day);
        Assert.InRange(all.Count, 1000, 1440);
        var times = all.Select(record => (string)record!["_time"]!).ToList();
        Assert.Equal(times.Order(StringComparer.Ordinal), times);
        var part = await fixture.RecordsAsync(pump, "process", $"?from={times[10]}&to={times[20]}");
        Assert.Equal(times[11..21], part.Select(record => (string)record!["_time"]!));
    }

    [Fact]
    public async Task Without_parameters_it_is_the_latest_record_and_a_limit_gives_more()
    {
        var pump = (await fixture.AssetsAsync("acme.pump"))[0];
        var latest = Assert.Single(await fixture.RecordsAsync(pump, "process"));
        Assert.InRange(TimeOf(latest), Now - TimeSpan.FromHours(3), Now);
        var three = await fixture.RecordsAsync(pump, "process", "?limit=3");
        Assert.Equal(3, three.Count);
        Assert.Equal((string)latest!["_time"]!, (string)three[2]!["_time"]!);
        var newest = await fixture.RecordsAsync(pump, "process", "?limit=3&sort=desc");
        Assert.Equal(three.Reverse().Select(record => record!.ToJsonString()), newest.Select(record => record!.ToJsonString()));
    }

    [Theory]
    [InlineData("asc")]
    [InlineData("desc")]
    public async Task Following_the_link_gives_every_record_once(string sort)
    {
        var drive = (await fixture.AssetsAsync("acme.drive"))[0];
        var whole = await fixture.RecordsAsync(drive, "drive", "?from=2027-03-02T10:00:00Z&to=2027-03-02T20:00:00Z&limit=2000");
        var times = new List<string>();
        string? path = $"/api/iottimeseries/v3/timeseries/{drive}/drive?from=2027-03-02T10:00:00Z&to=2027-03-02T20:00:00Z"
            + $"&limit=97&sort={sort}";
        while (path is not null)
        {
            var (status, body, link) = await fixture.ReadAsync(path);
            Assert.Equal(HttpStatusCode.OK, status);
            times.AddRange(JsonNode.Parse(body)!.AsArray().Select(record => (string)record!["_time"]!));
            Assert.True(link is null || link.EndsWith(">; rel=\"next\"", StringComparison.Ordinal), link);
            path = link?.Split('<', '>')[1];
            Assert.True(path?.StartsWith(fixture.Sandbox.Origin.AbsoluteUri, StringComparison.Ordinal) is not false, path);
        }

        var expected = whole.Select(record => (string)record!["_time"]!);
        Assert.Equal(sort == "asc" ? expected : expected.Reverse(), times);
    }

    [Fact]
    public async Task The_link_of_the_second_generation_carries_its_number()
    {
        using var client = fixture.Sandbox.Api(People.Xavier);
        var page = JsonNode.Parse(await client.GetStringAsync(
            new Uri("/api/assetmanagement-1000001700/v3/assets?size=1&filter=%7B%22typeId%22%3A%22xenon.machine%22%7D",
            UriKind.Relative)))!;
        var id = (string)page["_embedded"]!["assets"]![0]!["assetId"]!;
        var (status, _, link) = await fixture.ReadAsync($"/api/iottimeseries-1000001700/v3/timeseries/{id}/production{Day}&limit=2",
            People.Xavier);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("/api/iottimeseries-1000001700/v3/timeseries/", link, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await fixture.ReadAsync(link!.Split('<', '>')[1], People.Xavier)).Status);
    }

    [Fact]
    public async Task Select_leaves_out_variables_and_records_without_the_selected_ones()
    {
        var pump = (await fixture.AssetsAsync("acme.pump"))[0];
        var records = await fixture.RecordsAsync(pump, "process", Day + "&select=temperature,pressure");
        Assert.All(records, record => Assert.DoesNotContain("flow", record!.AsObject().Select(member => member.Key)));
        Assert.All(records, record => Assert.True(record!.AsObject().Count > 1));
        Assert.True(records.Count < (await fixture.RecordsAsync(pump, "process", Day)).Count);
    }

    [Fact]
    public async Task The_latest_value_of_each_variable_is_two_hours_to_thirty_days_old()
    {
        var pump = (await fixture.AssetsAsync("acme.pump"))[0];
        var records = await fixture.RecordsAsync(pump, "process", "?latestValue=true");
        Assert.All(records, record => Assert.InRange(TimeOf(record), Now - TimeSpan.FromDays(30), Now - TimeSpan.FromHours(2)));
        Assert.Superset(
            new HashSet<string>(["flow", "pressure", "temperature"], StringComparer.Ordinal),
            records.SelectMany(record => record!.AsObject().Select(member => member.Key)).ToHashSet(StringComparer.Ordinal));
        Assert.InRange(records.Count, 1, 3);
    }

    [Fact]
    public async Task The_future_and_a_static_aspect_have_no_records()
    {
        var pump = (await fixture.AssetsAsync("acme.pump"))[0];
        Assert.Empty(await fixture.RecordsAsync(pump, "process", "?from=2027-03-04T00:00:00Z&to=2027-03-05T00:00:00Z"));
        Assert.Empty(await fixture.RecordsAsync(pump, "nameplate"));
    }

    [Theory]
    [InlineData("process?from=2027-01-01T00:00:00Z&to=2027-04-02T00:00:00Z", 400, "[6009]")]
    [InlineData("process?from=2026-11-30T00:00:00Z", 400, "[6009]")]
    [InlineData("process?limit=2001", 400, "[6009] Input limit[2001] can't exceed max configured limit of - 2000")]
    [InlineData("process?limit=0", 400, "[6009]")]
    [InlineData("process?limit=x", 400, "[6009]")]
    [InlineData("process?sort=up", 400, "[6009]")]
    [InlineData("process?latestValue=yes", 400, "[6009]")]
    [InlineData("process?latestValue=true&from=2027-03-01T00:00:00Z", 400, "[6009]")]
    [InlineData("process?latestValue=true&limit=1", 400, "[6009]")]
    [InlineData("process?from=yesterday", 400, "[6008]")]
    [InlineData("process?from=2027-03-02T00:00:00Z&to=2027-03-01T00:00:00Z", 400, "[6008]")]
    [InlineData("process?select=colour", 404, "[6410]")]
    [InlineData("X", 404, "[6410] Unable to find the property set - X")]
    public async Task Mistakes_are_answered_as_measured(string request, int status, string message)
    {
        var pump = (await fixture.AssetsAsync("acme.pump"))[0];
        var answer = await fixture.ReadAsync($"/api/iottimeseries/v3/timeseries/{pump}/{request}");
        var body = JsonNode.Parse(answer.Body)!;
        Assert.Equal(status, (int)answer.Status);
        Assert.Equal(["timestamp", "status", "error", "message", "path"], body.AsObject().Select(member => member.Key));
        Assert.StartsWith(message, (string)body["message"]!, StringComparison.Ordinal);
        Assert.Equal(status, (int)body["status"]!);
    }

    [Theory]
    [InlineData("2027-03-02T10Z")]
    [InlineData("2027-03-02T11:00%2B01:00")]
    [InlineData("2027-03-02T11:00:00.000+01:00")]
    [InlineData("2027-03-02T10:00:00.0000000Z")]
    [InlineData("2027-03-02T10:00:00")]
    public async Task Every_form_of_a_date_is_read(string from)
    {
        var pump = (await fixture.AssetsAsync("acme.pump"))[0];
        var records = await fixture.RecordsAsync(pump, "process", $"?from={from}&to=2027-03-02T10:30:00Z");
        Assert.Equal((await fixture.RecordsAsync(pump, "process", "?from=2027-03-02T10:00:00Z&to=2027-03-02T10:30:00Z")).ToJsonString(),
            records.ToJsonString());
    }

    [Fact]
    public async Task Only_the_own_tenant_and_the_documented_scopes_read()
    {
        var pump = (await fixture.AssetsAsync("acme.pump"))[0];
        var path = $"/api/iottimeseries/v3/timeseries/{pump}/process";
        Assert.Equal(HttpStatusCode.Forbidden, (await fixture.ReadAsync(path, People.Mia)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.ReadAsync(path, People.Erik)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.ReadAsync(path, People.Sofia)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.ReadAsync("/api/iottimeseries/v3/timeseries/0/process")).Status);
    }
}
