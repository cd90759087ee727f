using Xunit;
using static Enterprise.Sandbox.Tests.AssetManagement.AssetApiClient;

namespace Enterprise.Sandbox.Tests.AssetManagement;

[Collection(SharedAssetApi.Name)]
public sealed class DataTests(AssetApiHost host)
{
    [Theory]
    [InlineData("acme", 2_431)]
    [InlineData("borealis", 25)]
    [InlineData("galactic", 100_000)]
    [InlineData("somebody", 1)]
    public async Task Tenants_have_exactly_so_many(string tenant, int count) => Assert.Equal(count, Total(await host.As(tenant).GetAsync("/assets")));

    [Fact]
    public async Task One_node_has_5000_children_and_no_other_more()
    {
        var galactic = host.As("galactic");
        var depot = await galactic.FirstAsync("""{"name":"Depot"}""");
        var children = await galactic.FilteredAsync($$"""{"parentId":"{{depot["assetId"]}}"}""");
        Assert.Equal(5_000, Total(children));
        Assert.Equal(2_000, Assets(children).Select(asset => (string)asset["assetId"]!).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_answers_and_another_one_other_ids()
    {
        var first = await AllAsync(1);
        Assert.Equal(first, await AllAsync(1));
        var other = await AllAsync(2);
        Assert.NotEqual(first, other);
        Assert.Equal(2_431 + 4 + 25, Ids(first).Length);
        Assert.Empty(Ids(first).Intersect(Ids(other), StringComparer.Ordinal));

        static string[] Ids(string answers) => [.. answers.Split("\"assetId\":\"").Skip(1).Select(rest => rest[..32])];
    }

    [Fact]
    public async Task Ids_do_not_change_between_versions()
    {
        Assert.Equal("c8567ad876e6b38b5d23896a8da6894f", (string)(await host.As("acme").GetAsync("/assets/root"))["assetId"]!);
    }

    [Fact]
    public async Task Every_parent_but_the_roots_is_in_the_list_and_the_tree_is_deep()
    {
        var assets = await EverythingAsync("acme");
        var parents = assets.ToDictionary(asset => (string)asset["assetId"]!, asset => (string)asset["parentId"]!, StringComparer.Ordinal);
        Assert.Equal("acme", (string)Assert.Single(assets, asset => !parents.ContainsKey((string)asset["parentId"]!))["name"]!);
        Assert.Equal(7, parents.Keys.Max(Depth));

        int Depth(string id) => parents.TryGetValue(id, out var parent) ? 1 + Depth(parent) : 0;
    }

    [Fact]
    public async Task Members_keep_the_platforms_rules()
    {
        var assets = await EverythingAsync("acme");
        Assert.All(assets, asset =>
        {
            Assert.Matches("^[0-9a-f]{32}$", (string)asset["assetId"]!);
            Assert.Matches("^[^/\\\\]{1,128}$", (string)asset["name"]!);
            Assert.Matches(@"^[A-Za-z0-9_]{1,8}\.[A-Za-z0-9_]{1,119}$", (string)asset["typeId"]!);
            Assert.InRange(((string?)asset["externalId"])?.Length ?? 0, 0, 255);
            Assert.InRange(((string?)asset["description"])?.Length ?? 0, 0, 255);
        });
    }

    [Fact]
    public async Task The_awkward_is_there()
    {
        var assets = await EverythingAsync("acme");
        var names = assets.Select(asset => (string)asset["name"]!).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(
            new HashSet<string>(["Düsenreiniger Süd", "苏州 灌装机 1", "مضخة التبريد ٣", "משאבת קירור 4", "<script>alert(1)<b>", "Valve \"north\" 1", "Brewer's kettle", "=SUM(A1:A9)", "Keg robot 🤖🍺"], StringComparer.Ordinal),
            names);
        Assert.Contains(names, name => name.Length == 128);
        Assert.True(names.Count < assets.Length, "names must not be unique");
        Assert.Contains(assets, asset => asset["location"] is null);
        Assert.Contains(assets, asset => asset["location"] is { } place && place["region"] is null);
        Assert.Contains(assets, asset => asset["location"] is { } place && place["longitude"] is null);
        Assert.Contains(assets, asset => (string)asset["twinType"]! == "simulation");
        Assert.Contains(assets, asset => asset["sharing"]!.ToJsonString() == """{"modes":["SHARER"]}""");
        Assert.Contains(assets, asset => !asset.ContainsKey("description"));
        Assert.Contains(assets, asset => (string?)asset["externalId"] == "SN-204-113");
        Assert.Contains(assets, asset => (string?)asset["externalId"] == "P-20012");
    }

    private static async Task<string> AllAsync(int seed)
    {
        var host = new AssetApiHost(seed);
        await host.InitializeAsync();
        try
        {
            var answers = new List<string>();
            foreach (var (tenant, path) in ((string, string)[])[("acme", "/assets?size=2000&includeShared=true"), ("acme", "/assets?size=2000&page=1&includeShared=true"), ("borealis", "/assets?size=2000")])
            {
                answers.Add((await host.As(tenant).GetAsync(path)).ToJsonString().Replace(host.Origin, "", StringComparison.Ordinal));
            }

            return string.Concat(answers);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private async Task<System.Text.Json.Nodes.JsonObject[]> EverythingAsync(string tenant) =>
        [.. Assets(await host.As(tenant).GetAsync("/assets?size=2000")), .. Assets(await host.As(tenant).GetAsync("/assets?size=2000&page=1"))];
}
