using System.Net;
using System.Text.Json.Nodes;
using Enterprise.Sandbox.Identity;
using Enterprise.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.TimeSeries;

/// <summary>A Sandbox with its clock at noon of a Wednesday in 2027.</summary>
public sealed class SeriesFixture : IAsyncLifetime
{
    public static readonly DateTimeOffset Now = new(2027, 3, 3, 12, 0, 0, TimeSpan.Zero);

    public SandboxHost Sandbox { get; private set; } = null!;

    public async Task InitializeAsync() => Sandbox = await SandboxHost.StartAsync(configure: options =>
        options with { Clock = new FakeTimeProvider(Now) });

    public async Task DisposeAsync() => await Sandbox.DisposeAsync();

    /// <summary>The ids of assets of acme with a type, the first ones by name.</summary>
    public async Task<string[]> AssetsAsync(string type, int count = 1)
    {
        using var client = Sandbox.Api(People.Anna);
        var filter = Uri.EscapeDataString($$"""{"typeId":"{{type}}"}""");
        var page = JsonNode.Parse(await client.GetStringAsync(new Uri($"/api/assetmanagement/v3/assets?size={count}&filter={filter}",
            UriKind.Relative)))!;
        return [.. page["_embedded"]!["assets"]!.AsArray().Select(asset => (string)asset!["assetId"]!)];
    }

    public async Task<JsonArray> RecordsAsync(string asset, string aspect, string query = "", Person? person = null)
    {
        var (status, body, _) = await ReadAsync($"/api/iottimeseries/v3/timeseries/{asset}/{aspect}{query}", person);
        Assert.True(status == HttpStatusCode.OK, body);
        return JsonNode.Parse(body)!.AsArray();
    }

    /// <summary>Status, body and the header Link of an answer.</summary>
    public async Task<(HttpStatusCode Status, string Body, string? Link)> ReadAsync(string path, Person? person = null)
    {
        using var client = Sandbox.Api(person ?? People.Anna);
        using var answer = await client.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.TryGetValues("Link", out var links)
            ? links.Single() : null);
    }

    public static DateTimeOffset TimeOf(JsonNode? record) =>
        DateTimeOffset.Parse((string)record!["_time"]!, System.Globalization.CultureInfo.InvariantCulture);
}
