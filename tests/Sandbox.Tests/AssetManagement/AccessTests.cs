using System.Net;
using Xunit;
using static Enterprise.Sandbox.Tests.AssetManagement.AssetApiClient;

namespace Enterprise.Sandbox.Tests.AssetManagement;

[Collection(SharedAssetApi.Name)]
public sealed class AccessTests(AssetApiHost host)
{
    public static TheoryData<string> Paths =>
        [
            "/", "/assets", "/assets/root", "/assets/0", "/assets/0/aspects", "/assets/0/aspects/x", "/assets/0/variables",
                "/assets/0/location",
            "/assets/0/locks", "/assets/0/locks/0", "/assettypes", "/assettypes/acme.pump", "/aspecttypes", "/aspecttypes/acme.process",
            "/files", "/files/0", "/files/0/file", "/model/lock",
        ];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Without_a_caller_401(string path)
    {
        using var response = await host.Anonymous().SendAsync(path);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("""{"error":"invalid_token","error_description":"Invalid token!"}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Without_the_scope_403(string path)
    {
        foreach (var scopes in (string[])["", "mdsp:core:assetmanagement:standarduser", "mdsp:core:assetmanagement.standarduser2",
            "MDSP:core:assetmanagement.admin", "assetlist.user"])
        {
            Assert.Equal((403, "mdsp.core.generic.forbidden"), await host.As("acme", scopes: scopes).RefusalAsync(path));
        }
    }

    [Theory]
    [InlineData(The.StandardUser)]
    [InlineData(The.Admin)]
    [InlineData("a " + The.StandardUser + " b")]
    public async Task Either_scope_suffices(string scopes) =>
        Assert.Equal(25, Total(await host.As("borealis", scopes: scopes).GetAsync("/assets")));

    [Fact]
    public async Task No_tenant_sees_an_asset_of_another_one()
    {
        var theirs = (string)(await host.As("galactic").FirstAsync("""{"name":"Depot"}"""))["assetId"]!;
        foreach (var tenant in (string[])["acme", "borealis", "somebody"])
        {
            var client = host.As(tenant, scopes: The.Admin);
            Assert.Equal(0, await client.CountAsync($$"""{"assetId":"{{theirs}}"}""", "&includeShared=true"));
            Assert.Equal(0, await client.CountAsync($$"""{"parentId":"{{theirs}}"}""", "&includeShared=true"));
            Assert.Equal(0, await client.CountAsync("""{"tenantId":"galactic"}""", "&includeShared=true"));
            foreach (var path in (string[])["", "/aspects", "/variables"])
            {
                Assert.Equal((404, "mdsp.core.generic.noMatch"), await client.RefusalAsync($"/assets/{theirs}{path}?includeShared=true"));
            }

            Assert.Equal(tenant == "somebody" ? 1 : tenant == "borealis" ? 25 : 2_431,
                await client.CountAsync($$"""{"tenantId":"{{tenant}}","deleted":null}"""));
            Assert.Equal((404, "mdsp.core.generic.noMatch"), await client.RefusalAsync("/assettypes/galactic.machine?includeShared=true"));
        }
    }

    [Fact]
    public async Task A_subtenant_sees_its_assets_only()
    {
        var client = host.As("acme", The.Subtenant);
        var page = await client.GetAsync("/assets?size=2000&includeShared=true");
        Assert.Equal(60, Total(page));
        Assert.All(Assets(page), asset => Assert.Equal((The.Subtenant, The.Subtenant, "acme"),
            ((string)asset["subTenant"]!, (string)asset["t2Tenant"]!, (string)asset["tenantId"]!)));
        Assert.Equal(60, await host.As("acme").CountAsync($$"""{"subTenant":"{{The.Subtenant}}"}"""));
        Assert.Equal(60, await host.As("acme").CountAsync($$"""{"t2tenant":"{{The.Subtenant}}"}"""));
        Assert.Equal((404, "mdsp.core.generic.noMatch"), await client.RefusalAsync("/assets/root"));
        var other = (string)(await host.As("acme").GetAsync("/assets/root"))["assetId"]!;
        Assert.Equal((404, "mdsp.core.generic.noMatch"), await client.RefusalAsync("/assets/" + other));
        Assert.Equal(0, await client.CountAsync($$"""{"assetId":"{{other}}"}"""));
        Assert.Equal(0, Total(await host.As("acme", "ffffffffffffffffffffffffffffffff").GetAsync("/assets")));
        Assert.Equal(0, Total(await host.As("borealis", The.Subtenant).GetAsync("/assets")));
    }

    [Fact]
    public async Task A_subtenants_path_begins_at_the_first_asset_it_may_see()
    {
        var client = host.As("acme", The.Subtenant);
        var site = await client.FirstAsync("""{"typeId":"core.basicsite"}""");
        Assert.Empty((await client.GetAsync($"/assets/{site["assetId"]}"))["hierarchyPath"]!.AsArray());
        var drive = await client.FirstAsync("""{"hasType":"acme.component"}""");
        var path = (await client.GetAsync($"/assets/{drive["assetId"]}"))["hierarchyPath"]!.AsArray();
        Assert.Equal(4, path.Count);
        Assert.Equal("Partner brewery Haifa", (string)path[0]!["name"]!);
    }

    [Fact]
    public async Task Deleted_assets_show_to_administrators_only()
    {
        Assert.Equal(2_434, Total(await host.As("acme", scopes: The.Admin).GetAsync("/assets")));
        Assert.Equal(2_431, await host.As("acme", scopes: The.Admin).CountAsync("""{"deleted":null}"""));
        Assert.Equal(2_431, Total(await host.As("acme").GetAsync("/assets")));
        Assert.Equal(0, await host.As("acme").CountAsync("""{"not":{"deleted":null}}"""));
        var deleted = await host.As("acme", scopes: The.Admin).FirstAsync("""{"deleted":{"eq":"2025-01-15T09:30:00.00Z"}}""");
        Assert.Equal("2025-01-15T09:30:00.000Z", (string)deleted["deleted"]!);
        await host.As("acme", scopes: The.Admin).GetAsync($"/assets/{deleted["assetId"]}");
        Assert.Equal((404, "mdsp.core.generic.noMatch"), await host.As("acme").RefusalAsync($"/assets/{deleted["assetId"]}"));
    }
}
