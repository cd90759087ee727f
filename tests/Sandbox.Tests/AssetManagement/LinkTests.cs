using System.Text.Json.Nodes;
using Xunit;
using static Enterprise.Sandbox.Tests.AssetManagement.AssetApiClient;

namespace Enterprise.Sandbox.Tests.AssetManagement;

[Collection(SharedAssetApi.Name)]
public sealed class LinkTests(AssetApiHost host)
{
    [Theory]
    [InlineData("")]
    [InlineData("/gateway")]
    public async Task All_links_are_on_the_callers_origin(string pathBase)
    {
        var prefix = host.Origin + pathBase + The.BasePath;
        foreach (var path in (string[])["/", "", "/assets?size=3&page=2", "/assets/root", "/assettypes?page=1", "/aspecttypes", "/files"])
        {
            using var response = await host.As("acme").SendAsync(path, basePath: pathBase + The.BasePath);
            var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            var hrefs = Hrefs(body).ToArray();
            Assert.NotEmpty(hrefs);
            Assert.All(hrefs, href => Assert.StartsWith(prefix + "/", href, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Page_links_keep_the_other_parameters()
    {
        const string filter = "filter=%7B%22name%22%3A%7B%22contains%22%3A%22%26%2B%C3%BC%22%7D%7D";
        var page = await host.As("acme").GetAsync($"/assets?sort=name%2Cdesc&{filter}&includeShared=True&size=5&page=1");
        Assert.EndsWith(
            "/assets?page=0&size=5&sort=name%2Cdesc&filter=%7B%22name%22%3A%7B%22contains%22%3A%22%26%2B%C3%BC%22%7D%7D&includeShared=True",
            Href(page, "first"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_lead_where_they_say()
    {
        var client = host.As("acme");
        var line = await client.FirstAsync("""{"name":"Glaslinie 1"}""");
        var single = await client.GetAsync(Local(Href(line, "self")));
        Assert.Equal(7, Total(await client.GetAsync(Local(Href(single, "children")))));
        Assert.Equal((string)line["parentId"]!, (string)(await client.GetAsync(Local(Href(line, "parent"))))["assetId"]!);
        Assert.Equal(0, Total(await client.GetAsync(Local(Href(line, "aspects")))));
        Assert.Equal(0, Total(await client.GetAsync(Local(Href(line, "variables")))));
        foreach (var relation in (string[])["assets", "assetTypes", "aspectTypes", "files"])
        {
            await client.GetAsync(Local(Href(await client.GetAsync("/"), relation)));
        }
    }

    [Fact]
    public async Task A_location_is_inherited_and_links_to_its_holder()
    {
        var client = host.As("acme");
        var site = await client.FirstAsync("""{"name":"Brauerei Graz"}""");
        Assert.Equal("Graz", (string)site["location"]!["locality"]!);
        var pump = Assets(await client.FilteredAsync("""{"typeId":"acme.pump","timezone":"Europe/Vienna"}"""))
            .First(asset => (string)asset["location"]!["locality"]! == "Graz");
        Assert.Equal($"{host.Origin}{The.BasePath}/assets/{site["assetId"]}/location", Href(pump, "location"));
        var mobile = await client.FirstAsync("""{"name":"Transfer pump 1"}""");
        Assert.Null(mobile["location"]);
        Assert.Equal(Href(mobile, "self") + "/location", Href(mobile, "location"));
    }

    private static string Local(string href) => href.Split(The.BasePath)[1];

    private static IEnumerable<string> Hrefs(JsonNode? node) => node switch
    {
        JsonObject item => item.SelectMany(member => member is { Key: "href", Value: { } href } ? [(string)href!] : Hrefs(member.Value)),
        JsonArray list => list.SelectMany(Hrefs),
        _ => [],
    };
}
