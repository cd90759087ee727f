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
    [InlineData("quirks", 30)]
    public async Task Tenants_have_exactly_so_many(string tenant, int count) =>
        Assert.Equal(count, Total(await host.As(tenant).GetAsync("/assets")));

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
    public async Task Only_the_root_has_no_parent_and_the_tree_is_deep()
    {
        var assets = await EverythingAsync("acme");
        var parents = assets.ToDictionary(asset => (string)asset["assetId"]!, asset => (string?)asset["parentId"], StringComparer.Ordinal);
        var root = Assert.Single(assets, asset => asset["parentId"] is null);
        Assert.Equal("acme", (string)root["name"]!);
        Assert.Null(root["_links"]!["parent"]);
        Assert.All(assets.Where(asset => asset != root), asset => Assert.Contains((string)asset["parentId"]!, parents.Keys));
        Assert.Equal(7, parents.Keys.Max(Depth));
        Assert.Equal(["acme"], await host.As("acme").NamesAsync("""{"parentId":null}"""));

        int Depth(string? id) => id is null ? 0 : 1 + Depth(parents[id]);
    }

    [Fact]
    public async Task With_a_switch_the_root_has_a_parent_that_is_in_no_list()
    {
        var other = new AssetApiHost(new SandboxOptions { RootHasParent = true });
        await other.InitializeAsync();
        try
        {
            var client = other.As("borealis");
            var parent = (string)(await client.GetAsync("/assets/root"))["parentId"]!;
            Assert.Matches("^[0-9a-f]{32}$", parent);
            Assert.Equal(["borealis"], await client.NamesAsync($$"""{"parentId":"{{parent}}"}"""));
            Assert.Equal(0, await client.CountAsync($$"""{"assetId":"{{parent}}"}"""));
            Assert.Equal((404, "mdsp.core.generic.noMatch"), await client.RefusalAsync("/assets/" + parent));
            Assert.Empty(await client.NamesAsync("""{"parentId":null}"""));
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    [Fact]
    public async Task Acme_is_a_believable_brewery_from_the_first_row_on()
    {
        var assets = await EverythingAsync("acme");
        Assert.All(assets, asset => Assert.Matches(@"^[\p{L}\p{M}\p{N} .-]+$", (string)asset["name"]!));
        Assert.All(assets.Where(asset => (string)asset["typeId"]! != "acme.valve" && asset["parentId"] is not null), asset =>
            Assert.True(asset.ContainsKey("description") || asset["locks"]!.AsArray().Count > 0 || ((string)asset["typeId"]!)
                .StartsWith("acme.", StringComparison.Ordinal), asset.ToJsonString()));
        foreach (var word in (string[])["Sudhaus", "Fermentation cellar", "Fermenter 1", "Gärtank 6", "Bottle filler 1", "Keg line 3",
            "Steam boiler 1", "Bierfilter 1"])
        {
            Assert.Contains(assets, asset => (string)asset["name"]! == word);
        }

        var repeated = assets.GroupBy(asset => (string)asset["name"]!).Where(group => group.Count() > 1).Select(group => group.Key)
            .ToList();
        Assert.Contains("Bottle filler 1", repeated);
        var ids = assets.Select(asset => (string?)asset["externalId"])
            .Where(id => id is not null && !id.StartsWith("SN-", StringComparison.Ordinal)).ToList();
        Assert.True(ids.Count > 1800, $"{ids.Count} have a plant number");
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Members_keep_the_platforms_rules()
    {
        System.Text.Json.Nodes.JsonObject[] assets = [.. await EverythingAsync("acme"), .. await EverythingAsync("quirks")];
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
    public async Task What_may_be_missing_is_missing_somewhere()
    {
        var assets = await EverythingAsync("acme");
        Assert.Contains(assets, asset => asset["location"] is null);
        Assert.Contains(assets, asset => asset["location"] is { } place && place["region"] is null);
        Assert.Contains(assets, asset => asset["location"] is { } place && place["longitude"] is null);
        Assert.Contains(assets, asset => (string)asset["twinType"]! == "simulation");
        Assert.Contains(assets, asset => asset["sharing"]!.ToJsonString() == """{"modes":["SHARER"]}""");
        Assert.Contains(assets, asset => !asset.ContainsKey("description"));
        Assert.Contains(assets, asset => asset["externalId"] is null);
    }

    [Fact]
    public async Task Quirks_has_the_names_that_are_hard_to_show()
    {
        var assets = await EverythingAsync("quirks");
        var names = assets.Select(asset => (string)asset["name"]!).ToHashSet(StringComparer.Ordinal);
        string[] some =
        [
            "Düsenreiniger Süd", "苏州 灌装机 1", "مضخة التبريد ٣", "משאבת קירור 4", "<script>alert(1)<b>", "&lt;already escaped&gt;",
                "Valve \"north\" 1",
            "Brewer's kettle", "=SUM(A1:A9)", "Keg robot 🤖🍺",
        ];
        Assert.Superset(some.ToHashSet(StringComparer.Ordinal), names);
        Assert.Contains(names, name => name.Length == 128);
        Assert.Contains(assets, asset => ((string?)asset["externalId"])?.Length == 255);
        Assert.Contains(assets, asset => (string?)asset["externalId"] == "");
        Assert.True(names.Count < assets.Length, "names must not be unique");
    }

    private static async Task<string> AllAsync(int seed)
    {
        var host = new AssetApiHost(new SandboxOptions { Seed = seed });
        await host.InitializeAsync();
        try
        {
            var answers = new List<string>();
            (string, string)[] pages =
            [
                ("acme", "/assets?size=2000&includeShared=true"), ("acme", "/assets?size=2000&page=1&includeShared=true"),
                    ("borealis", "/assets?size=2000"),
            ];
            foreach (var (tenant, path) in pages)
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
        [.. Assets(await host.As(tenant).GetAsync("/assets?size=2000")),
            .. Assets(await host.As(tenant).GetAsync("/assets?size=2000&page=1"))];
}
