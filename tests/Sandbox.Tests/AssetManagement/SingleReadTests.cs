using Xunit;
using static Enterprise.Sandbox.Tests.AssetManagement.AssetApiClient;

namespace Enterprise.Sandbox.Tests.AssetManagement;

[Collection(SharedAssetApi.Name)]
public sealed class SingleReadTests(AssetApiHost host)
{
    private static readonly string[] Basic = ["assetId", "tenantId", "name", "etag", "externalId", "t2Tenant", "subTenant", "description",
        "timezone", "twinType", "parentId", "typeId", "location"];
    private static readonly string[] Values = ["fileAssignments", "variables", "aspects", "locks"];
    private static readonly string[] Last = ["deleted", "sharing", "_links"];

    private readonly AssetApiClient _acme = host.As("acme");

    [Fact]
    public async Task Members_come_in_the_order_of_real_answers()
    {
        var listed = await _acme.FirstAsync("""{"name":"Brauerei Erlangen"}""");
        Assert.Equal([.. Basic, .. Values, .. Last], listed.Select(member => member.Key));
        Assert.Equal(["self", "aspects", "variables", "location", "parent"], listed["_links"]!.AsObject().Select(link => link.Key));
        var basic = await _acme.FirstAsync("""{"name":"Brauerei Erlangen"}""", "&basicFieldsOnly=True");
        Assert.Equal([.. Basic, .. Last], basic.Select(member => member.Key));
        var single = (await _acme.GetAsync($"/assets/{listed["assetId"]}")).AsObject();
        Assert.Equal([.. Basic, .. Values, "hierarchyPath", .. Last], single.Select(member => member.Key));
        Assert.Equal(["self", "aspects", "variables", "location", "parent", "children"], single["_links"]!.AsObject()
            .Select(link => link.Key));
        Assert.False((await _acme.FirstAsync("""{"typeId":"acme.valve"}""")).ContainsKey("description"));
    }

    [Fact]
    public async Task The_root_is_the_tenant()
    {
        var root = await _acme.GetAsync("/assets/root");
        Assert.Equal(("acme", "core.basicenterprise"), ((string)root["name"]!, (string)root["typeId"]!));
        Assert.Empty(root["hierarchyPath"]!.AsArray());
        Assert.Null(root["location"]);
        Assert.Null(root["parentId"]);
    }

    [Fact]
    public async Task The_path_leads_from_the_root_to_the_parent()
    {
        var drive = await _acme.FirstAsync("""{"name":{"startsWith":"Main drive"}}""");
        var path = (await _acme.GetAsync($"/assets/{drive["assetId"]}"))["hierarchyPath"]!.AsArray();
        Assert.Equal(6, path.Count);
        string? parent = null;
        foreach (var step in path)
        {
            var asset = await _acme.GetAsync($"/assets/{step!["assetId"]}");
            Assert.Equal((parent, (string)step["name"]!), ((string?)asset["parentId"], (string)asset["name"]!));
            parent = (string)asset["assetId"]!;
        }

        Assert.Equal(parent, (string)drive["parentId"]!);
    }

    [Theory]
    [InlineData("ffffffffffffffffffffffffffffffff")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    [InlineData("0")]
    [InlineData("root2")]
    [InlineData("%20")]
    public async Task Unknown_ids_are_404(string id)
    {
        Assert.Equal((404, "mdsp.core.generic.noMatch"), await _acme.RefusalAsync("/assets/" + id));
        Assert.Equal((404, "mdsp.core.generic.noMatch"), await _acme.RefusalAsync($"/assets/{id}/aspects"));
        Assert.Equal((404, "mdsp.core.generic.noMatch"), await _acme.RefusalAsync($"/assets/{id}/variables"));
        Assert.Equal((404, "mdsp.core.generic.noMatch"), await _acme.RefusalAsync("/assettypes/" + id));
        Assert.Equal((404, "mdsp.core.generic.noMatch"), await _acme.RefusalAsync("/aspecttypes/" + id));
        Assert.Equal((404, "mdsp.core.generic.noMatch"), await _acme.RefusalAsync($"/files/{id}"));
        Assert.Equal((404, "mdsp.core.generic.noMatch"), await _acme.RefusalAsync($"/files/{id}/file"));
        Assert.Equal((404, "mdsp.core.generic.noMatch"), await _acme.RefusalAsync($"/assets/{id}/location"));
        Assert.Equal((404, "mdsp.core.generic.noMatch"), await _acme.RefusalAsync($"/assets/{id}/locks"));
    }

    [Fact]
    public async Task Aspects_and_variables_are_the_types()
    {
        var pump = await _acme.FirstAsync("""{"name":"Kreiselpumpe 1"}""");
        Assert.Equal(["manufacturer", "serialNumber", "yearBuilt"], Assert.Single(pump["aspects"]!.AsArray())!["variables"]!.AsArray()
            .Select(variable => (string)variable!["name"]!));
        Assert.Equal(["costCentre", "ratedPower"], pump["variables"]!.AsArray().Select(variable => (string)variable!["name"]!));
        Assert.All(pump["variables"]!.AsArray(), variable => Assert.NotEmpty((string)variable!["value"]!));
        var aspects = Items(await _acme.GetAsync($"/assets/{pump["assetId"]}/aspects"), "aspects");
        Assert.Equal(["drive", "nameplate", "process", "vibration"], aspects.Select(aspect => (string)aspect["name"]!));
        var process = aspects[2];
        Assert.Equal(["name", "category", "aspectTypeId", "aspectId", "holderAssetId", "description", "variables", "_links"],
            process.Select(member => member.Key));
        Assert.Equal(("dynamic", "acme.process", (string)pump["assetId"]!),
            ((string)process["category"]!, (string)process["aspectTypeId"]!, (string)process["holderAssetId"]!));
        Assert.Matches("^[0-9a-f]{32}$", (string)process["aspectId"]!);
        Assert.Equal(["m³/h", "bar", "°C"], process["variables"]!.AsArray().Select(variable => (string)variable!["unit"]!));
        var variables = await _acme.GetAsync($"/assets/{pump["assetId"]}/variables?sort=name,desc");
        Assert.Equal(["ratedPower", "costCentre"], Items(variables, "variables").Select(variable => (string)variable["name"]!));
    }

    [Fact]
    public async Task Types_show_inherited_members_when_exploded()
    {
        var own = await _acme.GetAsync("/assettypes/acme.pump");
        Assert.Equal(
            ["id", "name", "description", "parentTypeId", "instantiable", "scope", "tenantId", "etag", "variables", "aspects",
                "fileAssignments", "sharing", "_links"],
            own.AsObject().Select(member => member.Key));
        Assert.Equal(("acme.machine", "private"), ((string)own["parentTypeId"]!, (string)own["scope"]!));
        Assert.Equal(["process", "drive", "vibration"], own["aspects"]!.AsArray().Select(aspect => (string)aspect!["name"]!));
        Assert.Empty(own["variables"]!.AsArray());
        var exploded = await _acme.GetAsync("/assettypes/acme.pump?exploded=true");
        Assert.Equal(["nameplate", "process", "drive", "vibration"], exploded["aspects"]!.AsArray()
            .Select(aspect => (string)aspect!["name"]!));
        Assert.Equal(2, exploded["variables"]!.AsArray().Count);
        Assert.Equal("public", (string)(await _acme.GetAsync("/assettypes/core.basicarea"))["scope"]!);
        var aspectType = await _acme.GetAsync("/aspecttypes/acme.nameplate");
        Assert.Equal(["id", "name", "category", "scope", "description", "variables", "tenantId", "etag", "sharing", "_links"],
            aspectType.AsObject().Select(member => member.Key));
        Assert.Equal("static", (string)aspectType["category"]!);
    }

    [Fact]
    public async Task An_agent_is_locked()
    {
        var agent = await _acme.FirstAsync("""{"hasType":{"in":["core.basicagent"]}}""");
        var locked = Assert.Single(agent["locks"]!.AsArray())!;
        Assert.Equal(("AgentManagement", "agentmanagement.agent.onboarded"), ((string)locked["service"]!, (string)locked["reasonCode"]!));
        var path = Href(locked, "self").Split(The.BasePath)[1];
        Assert.Equal(locked.ToJsonString(), (await _acme.GetAsync(path)).ToJsonString());
        Assert.Equal(1, Total(await _acme.GetAsync($"/assets/{agent["assetId"]}/locks")));
        Assert.Equal((404, "mdsp.core.generic.noMatch"), await _acme.RefusalAsync($"/assets/{agent["assetId"]}/locks/0"));
        Assert.Equal("""{"enabled":false,"jobs":[]}""", (await _acme.GetAsync("/model/lock")).ToJsonString());
    }

    [Fact]
    public async Task A_location_and_an_aspect_can_be_read_where_their_links_lead()
    {
        var pump = await _acme.FirstAsync("""{"name":"Kreiselpumpe 1"}""");
        var location = await _acme.GetAsync(Href(pump, "location").Split(The.BasePath)[1]);
        Assert.Equal(pump["location"]!.ToJsonString(), location.ToJsonString());
        var aspect = Items(await _acme.GetAsync($"/assets/{pump["assetId"]}/aspects"), "aspects")[0];
        Assert.Equal(aspect.ToJsonString(), (await _acme.GetAsync(Href(aspect, "self").Split(The.BasePath)[1])).ToJsonString());
        Assert.Equal((404, "mdsp.core.generic.noMatch"), await _acme.RefusalAsync($"/assets/{pump["assetId"]}/aspects/nothing"));
        var mobile = await _acme.FirstAsync("""{"name":"Transfer pump 1"}""");
        Assert.Equal((404, "mdsp.core.generic.noMatch"), await _acme.RefusalAsync(Href(mobile, "location").Split(The.BasePath)[1]));
    }
}
