using Xunit;

namespace Enterprise.Sandbox.Tests.AssetManagement;

[Collection(SharedAssetApi.Name)]
public sealed class FilterTests(AssetApiHost host)
{
    private readonly AssetApiClient _borealis = host.As("borealis");

    [Theory]
    [InlineData("""{"name":"Slicer"}""", "Slicer")]
    [InlineData("""{"name":{"eq":"Slicer"}}""", "Slicer")]
    [InlineData("""{"name":{"in":{"value":["Slicer","Grader","Nobody"]}}}""", "Grader,Slicer")]
    [InlineData("""{"name":{"in":{"value":[]}}}""", "")]
    [InlineData("""{"name":{"startsWith":"Pack"}}""", "Packing hall,Packing line 1,Packing line 2,Packing line 3")]
    [InlineData("""{"name":{"endsWith":"packer"}}""", "Case packer,Vacuum packer")]
    [InlineData("""{"name":{"endsWith":"freezer"}}""", "Plate freezer")]
    [InlineData("""{"name":{"contains":"freez"}}""", "Plate freezer,Spiral freezer 1,Spiral freezer 2")]
    [InlineData("""{"name":{"or":[{"eq":"Slicer"},{"endsWith":"sealer"}]}}""", "Slicer,Tray sealer")]
    [InlineData("""{"or":{"name":"Slicer","externalId":{"eq":"NO-02"}}}""", "Narvik quay,Slicer")]
    [InlineData("""{"or":{"name":"Slicer","name":"Grader"}}""", "Grader,Slicer")]
    [InlineData("""{"name":{"startsWith":"Conveyor"},"externalId":{"endsWith":"5"}}""", "")]
    [InlineData("""{"name":{"startsWith":"Conveyor"},"typeId":"borealis.machine","name":{"contains":"south"}}""", "Conveyor south")]
    [InlineData("""{"and":{"name":{"startsWith":"Conveyor"},"deleted":{"eq":null}}}""", "Conveyor north,Conveyor south")]
    [InlineData("""{"name":{"contains":"line"},"not":{"name":"Packing line 2"}}""", "Packing line 1,Packing line 3")]
    [InlineData("""{"name":{"startsWith":"C"},"not":{"name":{"startsWith":"Co"}}}""", "Case packer,Checkweigher")]
    [InlineData("""{"not":{"hasType":"core.basicasset"}}""", "")]
    [InlineData("""{"not":{"not":{"name":"Slicer"}}}""", "Slicer")]
    [InlineData(
        """
        {"or":{"and":{"name":"Slicer","deleted":null},
         "not":{"typeId":{"in":{"value":["borealis.machine","borealis.freezer","core.basicarea"]}}}}}
        """,
        "borealis,Narvik quay,Slicer,Tromsø")]
    [InlineData("""{"hasType":"borealis.freezer"}""", "Plate freezer,Spiral freezer 1,Spiral freezer 2")]
    [InlineData("""{"typeId":"core.basicdevice"}""", "")]
    [InlineData("""{"timezone":"Europe/Oslo","tenantId":"borealis","twinType":"performance","name":"Slicer"}""", "Slicer")]
    [InlineData("""{"subTenant":null,"t2tenant":null,"name":"Slicer"}""", "Slicer")]
    [InlineData("""{"fileId":null,"name":{"startsWith":"Packing"}}""", "Packing hall,Packing line 1,Packing line 2,Packing line 3")]
    [InlineData("""{"t2tenant":"x"}""", "")]
    [InlineData("""{"fileId":"x"}""", "")]
    public async Task Functions_find(string filter, string names) =>
        Assert.Equal(names.Split(',', StringSplitOptions.RemoveEmptyEntries), await _borealis.NamesAsync(filter));

    [Fact]
    public async Task HasType_finds_derived_types_and_typeId_does_not()
    {
        Assert.Equal(0, await _borealis.CountAsync("""{"typeId":"core.basichierarchy"}"""));
        Assert.Equal(8, await _borealis.CountAsync("""{"hasType":"core.basichierarchy"}"""));
        Assert.Equal(17, await _borealis.CountAsync("""{"hasType":{"eq":"core.basicdevice"}}"""));
        Assert.Equal(14, await _borealis.CountAsync("""{"typeId":"borealis.machine"}"""));
        Assert.Equal(17, await _borealis.CountAsync("""{"hasType":"borealis.machine"}"""));
        Assert.Equal(17, await _borealis.CountAsync("""{"hasType":{"in":["borealis.machine"]}}"""));
        const string three = """{"hasType":{"or":[{"eq":"borealis.machine"},{"eq":"core.basicsite"},{"eq":"core.basicenterprise"}]}}""";
        Assert.Equal(20, await _borealis.CountAsync(three));
    }

    [Fact]
    public async Task Derived_types_of_acme_are_machines()
    {
        var acme = host.As("acme");
        var machines = await acme.CountAsync("""{"hasType":"acme.machine"}""");
        var sum = 0;
        foreach (var type in (string[])["filler", "pump", "kettle", "fermenter", "tank", "boiler", "filter", "washer", "corker", "labeller",
            "robot", "conveyor", "compressor"])
        {
            var count = await acme.CountAsync($$"""{"typeId":"acme.{{type}}"}""");
            Assert.True(count > 0, type);
            sum += count;
        }

        Assert.Equal(machines, sum);
    }

    [Theory]
    [InlineData("""{"deleted":{"before":"2025-02-15T09:30:00.00Z"}}""", "1")]
    [InlineData("""{"deleted":{"after":"2025-02-15T09:30:00.00Z"}}""", "3")]
    [InlineData("""{"deleted":{"between":"[2025-01-15T09:30:00.00Z, 2025-03-15T09:30:00.00Z]"}}""", "1,2,3")]
    [InlineData("""{"deleted":{"between":"(2025-01-15T09:30:00.00Z, 2025-03-15T09:30:00.00Z)"}}""", "2")]
    [InlineData("""{"deleted":{"between":"[2025-01-15T09:30:00.00Z, 2025-03-15T09:30:00.00Z)"}}""", "1,2")]
    [InlineData("""{"deleted":{"between":"(2025-01-15T09:30:00.00Z,2025-03-15T09:30:00Z]"}}""", "2,3")]
    [InlineData("""{"deleted":"2025-02-15T09:30:00.00Z"}""", "2")]
    [InlineData("""{"not":{"deleted":null}}""", "1,2,3")]
    public async Task Times_find_deleted_assets(string filter, string numbers) =>
        Assert.Equal(numbers.Split(',').Select(number => "Scrapped pump " + number), await host.As("acme", scopes: The.Admin)
            .NamesAsync(filter));

    [Fact]
    public async Task Null_and_empty_external_ids_differ()
    {
        var acme = host.As("quirks");
        var (absent, empty) = (await acme.FilteredAsync("""{"externalId":null}"""), await acme.FilteredAsync("""{"externalId":""}"""));
        Assert.All(AssetApiClient.Assets(absent), asset => Assert.Null(asset["externalId"]));
        Assert.All(AssetApiClient.Assets(empty), asset => Assert.Equal("", (string?)asset["externalId"]));
        Assert.True(AssetApiClient.Total(absent) > 10 && AssetApiClient.Total(empty) == 2);
        Assert.Equal(AssetApiClient.Total(absent) + AssetApiClient.Total(empty),
            await acme.CountAsync("""{"externalId":{"in":{"value":[null,""]}}}"""));
    }

    [Fact]
    public async Task Ids_find_through_the_index_as_without_it()
    {
        var line = await _borealis.FirstAsync("""{"name":"Packing line 1"}""");
        var (id, parent) = ((string)line["assetId"]!, (string)line["parentId"]!);
        string[] children = ["Checkweigher", "Filleting machine", "Grader", "Tray sealer"];
        Assert.Equal(["Packing line 1"], await _borealis.NamesAsync($$"""{"assetId":"{{id}}"}"""));
        Assert.Equal(["Packing hall", "Packing line 1"], await _borealis.NamesAsync(
            $$$$"""{"assetId":{"in":{"value":["{{{{id}}}}","{{{{parent}}}}","{{{{id}}}}","x",null]}}}"""));
        Assert.Equal(children, await _borealis.NamesAsync($$$"""{"parentId":"{{{id}}}","deleted":null}"""));
        var nested = $$$$"""{"and":{"parentId":{"in":{"value":["{{{{id}}}}"]}}},"timezone":{"contains":"Oslo"}}""";
        Assert.Equal(children, await _borealis.NamesAsync(nested));
        Assert.Equal(children, await _borealis.NamesAsync($$$"""{"or":{"parentId":"{{{id}}}"}}"""));
        Assert.Equal(children, await _borealis.NamesAsync($$$"""{"parentId":{"startsWith":"{{{id}}}"}}"""));
        Assert.Equal(21, await _borealis.CountAsync($$$"""{"not":{"parentId":"{{{id}}}"}}"""));
        Assert.Empty(await _borealis.NamesAsync($$"""{"parentId":"{{id}}","assetId":"{{id}}"}"""));
        Assert.Equal(["Packing line 1"], await _borealis.NamesAsync($$"""{"parentId":"{{parent}}","assetId":"{{id}}"}"""));
        Assert.Empty(await _borealis.NamesAsync("""{"parentId":"nonsense"}"""));
        Assert.Empty(await _borealis.NamesAsync($$"""{"assetId":"{{id.ToUpperInvariant()}}"}"""));
    }

    [Theory]
    [InlineData("""{"colour":"red"}""")]
    [InlineData("""{"colour":{"like":"red"},"variables":5}""")]
    [InlineData("""{"t2Tenant":"x"}""")]
    [InlineData("""{"Name":"x"}""")]
    [InlineData("""{"not":{"colour":"red"}}""")]
    [InlineData("""{"or":{"colour":"red"}}""")]
    public async Task Unknown_fields_are_ignored(string filter) => Assert.Equal(25, await _borealis.CountAsync(filter));

    [Theory]
    [InlineData("{")]
    [InlineData("name")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("{}")]
    [InlineData("""{"and":{}}""")]
    [InlineData("""{"or":[{"name":"x"}]}""")]
    [InlineData("""{"not":"x"}""")]
    [InlineData("""{"name":{"like":"x"}}""")]
    [InlineData("""{"name":{"gt":"x"}}""")]
    [InlineData("""{"name":{"StartsWith":"x"}}""")]
    [InlineData("""{"name":{}}""")]
    [InlineData("""{"name":{"eq":"x","contains":"y"}}""")]
    [InlineData("""{"name":{"in":["x"]}}""")]
    [InlineData("""{"name":{"in":{"values":["x"]}}}""")]
    [InlineData("""{"name":{"or":[]}}""")]
    [InlineData("""{"name":{"or":["x"]}}""")]
    [InlineData("""{"name":{"or":[{"or":[{"eq":"x"}]}]}}""")]
    [InlineData("""{"name":{"contains":null}}""")]
    [InlineData("""{"name":5}""")]
    [InlineData("""{"name":["x"]}""")]
    [InlineData("""{"name":{"before":"2018-01-01T00:00:00.00Z"}}""")]
    [InlineData("""{"deleted":{"before":"2018-01-01"}}""")]
    [InlineData("""{"deleted":{"contains":"2018"}}""")]
    [InlineData("""{"deleted":{"between":"2018-01-01T00:00:00.00Z, 2018-01-31T00:00:00.00Z"}}""")]
    [InlineData("""{"deleted":{"between":"[2018-01-01T00:00:00.00Z]"}}""")]
    [InlineData("""{"name":"\ud800"}""")]
    public async Task Broken_filters_are_refused(string filter) => Assert.Equal(
        (400, "mdsp.core.am.validation.invalidFilterExpression"),
        await _borealis.RefusalAsync("/assets?filter=" + Uri.EscapeDataString(filter)));

    [Fact]
    public async Task A_very_deep_filter_is_refused() => Assert.Equal(
        (400, "mdsp.core.am.validation.invalidFilterExpression"),
        await _borealis.RefusalAsync("/assets?filter=" + Uri.EscapeDataString(string.Concat(Enumerable.Repeat("{\"not\":", 100))
            + "{\"name\":\"x\"}" + new string('}', 100))));

    [Fact]
    public async Task Types_and_aspects_are_filtered_by_id_and_name()
    {
        var acme = host.As("acme");
        var types = await acme.GetAsync("/assettypes?filter=" + Uri.EscapeDataString("""{"and":{"id":{"contains":"pump"}}}"""));
        Assert.Equal("acme.pump", (string)Assert.Single(AssetApiClient.Items(types, "assetTypes"))["id"]!);
        var aspectTypes = await acme.GetAsync("/aspecttypes?filter=" + Uri.EscapeDataString("""{"name":"vibration"}"""));
        Assert.Equal("acme.vibration", (string)Assert.Single(AssetApiClient.Items(aspectTypes, "aspectTypes"))["id"]!);
        var pump = await acme.FirstAsync("""{"typeId":"acme.pump"}""");
        var aspects = await acme.GetAsync($"/assets/{pump["assetId"]}/aspects?filter="
            + Uri.EscapeDataString("""{"name":{"startsWith":"pro"}}"""));
        Assert.Equal("process", (string)Assert.Single(AssetApiClient.Items(aspects, "aspects"))["name"]!);
    }
}
