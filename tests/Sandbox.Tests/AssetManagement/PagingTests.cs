using System.Text.Json.Nodes;
using Xunit;
using static Enterprise.Sandbox.Tests.AssetManagement.AssetApiClient;

namespace Enterprise.Sandbox.Tests.AssetManagement;

[Collection(SharedAssetApi.Name)]
public sealed class PagingTests(AssetApiHost host)
{
    private readonly AssetApiClient _borealis = host.As("borealis");

    [Fact]
    public async Task Default_is_the_first_ten_by_name()
    {
        var page = await _borealis.GetAsync("/assets");
        var names = Assets(page).Select(asset => (string)asset["name"]!).ToArray();
        Assert.Equal(10, names.Length);
        Assert.Equal(names.Order(StringComparer.OrdinalIgnoreCase), names);
        Assert.Equal("""{"size":10,"totalElements":25,"totalPages":3,"number":0}""", page["page"]!.ToJsonString());
        Assert.Equal(["_embedded", "_links", "page"], page.AsObject().Select(member => member.Key));
    }

    [Theory]
    [InlineData(0, "first self next last")]
    [InlineData(1, "first prev self next last")]
    [InlineData(2, "first prev self last")]
    [InlineData(3, "first prev self last")]
    public async Task Prev_only_after_the_first_next_only_before_the_last(int number, string relations)
    {
        var page = await _borealis.GetAsync($"/assets?page={number}");
        Assert.Equal(relations.Split(' '), page["_links"]!.AsObject().Select(link => link.Key));
    }

    [Theory]
    [InlineData("?page=3")]
    [InlineData("?page=2147483647&size=2000")]
    public async Task Past_the_end_is_200_without_embedded(string query)
    {
        var page = await _borealis.GetAsync("/assets" + query);
        Assert.Null(page["_embedded"]);
        Assert.Equal(25, Total(page));
    }

    [Fact]
    public async Task No_hits_have_no_embedded_and_no_pages()
    {
        var page = await _borealis.FilteredAsync("""{"name":"nobody"}""");
        Assert.Null(page["_embedded"]);
        Assert.Equal("""{"size":2000,"totalElements":0,"totalPages":0,"number":0}""", page["page"]!.ToJsonString());
        Assert.EndsWith("?page=0&size=2000&filter=%7B%22name%22%3A%22nobody%22%7D", Href(page, "last"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("borealis", 7)]
    [InlineData("acme", 200)]
    [InlineData("acme", 2000)]
    public async Task Following_next_gives_every_asset_once(string tenant, int size)
    {
        var client = host.As(tenant);
        var ids = new List<string>();
        var path = $"/assets?size={size}";
        while (path is not null)
        {
            var page = await client.GetAsync(path);
            ids.AddRange(Assets(page).Select(asset => (string)asset["assetId"]!));
            Assert.True(ids.Count == Total(page) || Assets(page).Length == size);
            path = page["_links"]!["next"] is JsonObject next ? ((string)next["href"]!).Split(The.BasePath)[1] : null;
        }

        Assert.Equal(tenant == "acme" ? 2_431 : 25, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("?")]
    [InlineData("?page=0&")]
    [InlineData("?page=&size=&sort=&filter=&includeShared=")]
    [InlineData("?includeShared=False&unknown=1")]
    public async Task Odd_queries_of_real_clients_are_fine(string query) =>
        Assert.Equal(25, Total(await _borealis.GetAsync("/assets" + query)));

    [Theory]
    [InlineData("page=-1")]
    [InlineData("page=x")]
    [InlineData("page=1.5")]
    [InlineData("page=2147483648")]
    [InlineData("page=0&page=1")]
    [InlineData("filter=%7B%22name%22:%22x%22%7D&filter=%7B%22name%22:%22y%22%7D")]
    [InlineData("size=0")]
    [InlineData("size=-5")]
    [InlineData("size=2001")]
    [InlineData("size=+10")]
    [InlineData("includeShared=yes")]
    [InlineData("basicFieldsOnly=1")]
    public async Task Bad_parameters_are_refused(string query) =>
        Assert.Equal((400, "mdsp.core.generic.invalidParameter"), await _borealis.RefusalAsync("/assets?" + query));

    [Theory]
    [InlineData("/assettypes")]
    [InlineData("/aspecttypes")]
    public async Task Types_are_paged_alike(string path)
    {
        var page = await host.As("acme").GetAsync(path + "?size=2&page=1");
        Assert.Equal(2, Items(page, path == "/assettypes" ? "assetTypes" : "aspectTypes").Length);
        Assert.NotNull(page["_links"]!["prev"]);
    }
}
