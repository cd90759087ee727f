using System.Net;
using System.Text.Json.Nodes;
using Enterprise.Sandbox.Identity;
using Enterprise.Sandbox.Tests.Gateway;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Identity;

/// <summary>A token counts on the paths of its own generation only.</summary>
public sealed class GenerationPathsTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly SandboxHost sandbox = fixture.Sandbox;

    [Theory]
    [InlineData("", "/api/assetmanagement-1000001700/v3/assets", true, 200)]
    [InlineData("", "/api/assetmanagement-1000001700/v3/assets", false, 401)]
    [InlineData("", "/api/assetmanagement/v3/assets", true, 401)]
    [InlineData("", "/api/assetmanagement/v3/assets", false, 200)]
    [InlineData("", "/api/assetmanagement-1000001701/v3/assets", true, 401)]
    [InlineData("api.eu1.app", "/api/assetmanagement-1000001700/v3/assets", true, 200)]
    [InlineData("api.eu1.app", "/assetmanagement-1000001700/v3/assets", true, 200)]
    [InlineData("api.eu1.app", "/assetmanagement-1000001700/v3/assets", false, 401)]
    [InlineData("api.eu1.app", "/assetmanagement/v3/assets", true, 404)]
    [InlineData("api.eu1.app", "/assetmanagement/v3/assets", false, 404)]
    [InlineData("gateway.eu1", "/api/assetmanagement-1000001700/v3/assets", true, 404)]
    [InlineData("gateway.eu1", "/api/assetmanagement/v3/assets", false, 200)]
    public async Task Each_token_at_each_path(string host, string path, bool second, int expected)
    {
        using var client = sandbox.CreateClient();
        using var answer = await client.GetAsync(
            Address(host, path), ("Authorization", $"Bearer {sandbox.TokenOf(second ? People.Xavier : People.Anna)}"));
        Assert.Equal(expected, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("", "/api/assetmanagement-1000001700/v3/assets?size=100")]
    [InlineData("api.eu1.app", "/assetmanagement-1000001700/v3/assets?size=100")]
    public async Task Assets_belong_to_the_name_and_links_to_the_path_that_was_called(string host, string path)
    {
        using var client = sandbox.CreateClient();
        var page = await JsonAsync(client, Address(host, path), People.Xavier);
        Assert.Equal(40, page["page"]!["totalElements"]!.GetValue<int>());
        var assets = page["_embedded"]!["assets"]!.AsArray();
        Assert.All(assets, asset => Assert.Equal("xenon", asset!["tenantId"]!.GetValue<string>()));
        Assert.Contains(assets, asset => asset!["typeId"]!.GetValue<string>() == "xenon.furnace");
        var self = page["_links"]!["self"]!["href"]!.GetValue<string>();
        Assert.StartsWith(Address(host, "/api/assetmanagement-1000001700/v3/assets"), self, StringComparison.Ordinal);
        Assert.Equal(40, (await JsonAsync(client, self, People.Xavier))["page"]!["totalElements"]!.GetValue<int>());
    }

    [Fact]
    public async Task Tenant_information_names_both_name_and_number()
    {
        using var client = sandbox.CreateClient();
        var info = await JsonAsync(client, "/api/tenantmanagement-1000001700/v4/tenantInfo", People.Xavier);
        Assert.Equal(("xenon", "1000004711"), (info["name"]!.GetValue<string>(), info["id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_tenant_of_the_second_generation_has_no_tokens_of_the_first()
    {
        var forged = sandbox.Tokens.ForPerson(People.Anna, change: claims => claims["ten"] = "xenon");
        using var client = sandbox.CreateClient();
        using var answer = await client.GetAsync("/api/assetmanagement/v3/assets", ("Authorization", $"Bearer {forged}"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("Kira Holm", 30)]
    [InlineData("Fiona Ferro", 5)]
    public async Task The_other_new_tenants_have_assets_too(string name, int count)
    {
        using var client = sandbox.CreateClient();
        var page = await JsonAsync(client, "/api/assetmanagement/v3/assets", People.All.Single(person => person.Name == name));
        Assert.Equal(count, page["page"]!["totalElements"]!.GetValue<int>());
    }

    private string Address(string host, string path) =>
        $"http://{(host.Length == 0 ? "" : host + ".")}localhost:{sandbox.Options.Port}{path}";

    private async Task<JsonNode> JsonAsync(HttpClient client, string address, Person person)
    {
        using var answer = await client.GetAsync(address, ("Authorization", $"Bearer {sandbox.TokenOf(person)}"), ("Accept", "*/*"));
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{address} answered {(int)answer.StatusCode}: {body}");
        return JsonNode.Parse(body)!;
    }
}
