using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Enterprise.Sandbox.Tests.AssetManagement;

[Collection(SharedAssetApi.Name)]
public sealed class AcceptTests(AssetApiHost host)
{
    [Theory]
    [InlineData(null)]
    [InlineData("*/*")]
    [InlineData("application/*")]
    [InlineData("application/hal+json")]
    [InlineData("Application/HAL+json;charset=utf-8")]
    [InlineData("text/html, application/json, */*;q=0.1")]
    [InlineData("application/json, application/hal+json")]
    public async Task Covering_types_get_hal(string? accept)
    {
        using var response = await host.As("borealis").SendAsync("/assets", accept);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/hal+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/html")]
    [InlineData("application/hal+json;q=0")]
    public async Task Others_get_500_as_measured(string accept)
    {
        using var response = await host.As("borealis").SendAsync("/assets", accept);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal("No acceptable representation", (string)body["errors"]![0]!["message"]!);
    }

    [Fact]
    public async Task Head_has_the_headers_and_no_body()
    {
        using var response = await host.As("acme").SendAsync("/assets?size=2000", method: HttpMethod.Head);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/hal+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }
}
