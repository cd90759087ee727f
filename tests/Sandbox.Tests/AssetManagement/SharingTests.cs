using Xunit;
using static Enterprise.Sandbox.Tests.AssetManagement.AssetApiClient;

namespace Enterprise.Sandbox.Tests.AssetManagement;

[Collection(SharedAssetApi.Name)]
public sealed class SharingTests(AssetApiHost host)
{
    private readonly AssetApiClient _acme = host.As("acme");

    [Theory]
    [InlineData("true")]
    [InlineData("True")]
    public async Task Received_assets_show_on_demand_below_a_folder(string flag)
    {
        Assert.Equal(2_435, Total(await _acme.GetAsync("/assets?includeShared=" + flag)));
        var received = Assets(await _acme.FilteredAsync("""{"tenantId":"borealis"}""", "&includeShared=" + flag));
        Assert.Equal(["Packing line 2", "Skinning machine", "Vacuum packer"], received.Select(asset => (string)asset["name"]!));
        Assert.All(received, asset => Assert.Equal("""{"modes":["RECEIVER"]}""", asset["sharing"]!.ToJsonString()));
        Assert.All(received, asset => Assert.Equal("Tromsø", (string)asset["location"]!["locality"]!));
        var folder = await _acme.FirstAsync("""{"typeId":"core.shareenterprise"}""", "&includeShared=" + flag);
        Assert.Equal("borealis", (string)folder["name"]!);
        Assert.Equal((string)folder["assetId"]!, (string)received[0]["parentId"]!);
        Assert.Equal((string)received[0]["assetId"]!, (string)received[1]["parentId"]!);
    }

    [Fact]
    public async Task Without_it_they_are_nowhere()
    {
        Assert.Equal(0, await _acme.CountAsync("""{"or":{"tenantId":"borealis","typeId":"core.shareenterprise"}}"""));
        foreach (var asset in Assets(await _acme.FilteredAsync("""{"or":{"tenantId":"borealis","typeId":"core.shareenterprise"}}""",
            "&includeShared=true")))
        {
            var id = (string)asset["assetId"]!;
            Assert.Equal((404, "mdsp.core.generic.noMatch"), await _acme.RefusalAsync($"/assets/{id}"));
            Assert.Equal((404, "mdsp.core.generic.noMatch"), await _acme.RefusalAsync($"/assets/{id}/aspects?includeShared=false"));
            Assert.Equal(0, await _acme.CountAsync($$"""{"assetId":"{{id}}"}"""));
            Assert.Equal(0, await _acme.CountAsync($$"""{"parentId":"{{id}}"}"""));
            await _acme.GetAsync($"/assets/{id}/aspects?includeShared=true");
        }
    }

    [Fact]
    public async Task A_received_asset_has_a_path_and_a_type_in_the_receiving_tenant()
    {
        var machine = await _acme.FirstAsync("""{"name":"Vacuum packer"}""", "&includeShared=true");
        var single = await _acme.GetAsync($"/assets/{machine["assetId"]}?includeShared=true");
        Assert.Equal(["acme", "borealis", "Packing line 2"], single["hierarchyPath"]!.AsArray().Select(step => (string)step!["name"]!));
        await _acme.GetAsync("/assettypes/borealis.machine?includeShared=true");
        Assert.Equal((404, "mdsp.core.generic.noMatch"), await _acme.RefusalAsync("/assettypes/borealis.machine"));
        Assert.Equal((404, "mdsp.core.generic.noMatch"), await _acme.RefusalAsync("/aspecttypes/borealis.nameplate"));
        Assert.Equal(3, (await _acme.FilteredAsync("""{"tenantId":"borealis"}""", "&includeShared=true"))["_embedded"]!["assets"]!.AsArray()
            .Count);
    }

    [Fact]
    public async Task The_sharer_sees_the_same_ids_as_its_own()
    {
        var ours = Assets(await host.As("borealis").GetAsync("/assets?size=100"))
            .Where(asset => asset["sharing"]!["modes"]!.AsArray().Count > 0).ToArray();
        Assert.All(ours, asset => Assert.Equal("""{"modes":["SHARER"]}""", asset["sharing"]!.ToJsonString()));
        var theirs = Assets(await _acme.FilteredAsync("""{"tenantId":"borealis"}""", "&includeShared=true"));
        Assert.Equal(ours.Select(asset => (string)asset["assetId"]!), theirs.Select(asset => (string)asset["assetId"]!));
    }
}
