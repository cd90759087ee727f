using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Xunit;

namespace Enterprise.Sandbox.Tests.AssetManagement;

/// <summary>Calls the API for one caller.</summary>
public sealed class AssetApiClient(string origin, string? caller)
{
    private static readonly HttpClient Http = new();

    public async Task<HttpResponseMessage> SendAsync(string path, string? accept = "application/hal+json", HttpMethod? method = null,
        string basePath = The.BasePath, string ifNoneMatch = "")
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, origin + basePath + path);
        if (caller is not null)
        {
            request.Headers.Add(AssetApiHost.CallerHeader, caller);
        }

        if (accept is not null)
        {
            request.Headers.Accept.Clear();
            foreach (var type in accept.Split(','))
            {
                request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(type.Trim()));
            }
        }

        request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        return await Http.SendAsync(request);
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await SendAsync(path);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {(int)response.StatusCode} {body}");
        Assert.Equal("application/hal+json", response.Content.Headers.ContentType?.MediaType);
        return JsonNode.Parse(body)!;
    }

    /// <summary>The names on the first page of the matching assets, of up to 2,000.</summary>
    public async Task<string[]> NamesAsync(string filter, string more = "") =>
        [.. Assets(await FilteredAsync(filter, more)).Select(asset => (string)asset["name"]!)];

    public async Task<int> CountAsync(string filter, string more = "") => Total(await FilteredAsync(filter, more));

    public Task<JsonNode> FilteredAsync(string filter, string more = "") =>
        GetAsync($"/assets?size=2000&filter={Uri.EscapeDataString(filter)}{more}");

    public async Task<JsonObject> FirstAsync(string filter, string more = "") => Assets(await FilteredAsync(filter, more))[0];

    /// <summary>The error's status and code.</summary>
    public async Task<(int Status, string Code)> RefusalAsync(string path, string? accept = "application/hal+json")
    {
        using var response = await SendAsync(path, accept);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]!.AsArray().Single()!;
        Assert.Matches("^[0-9a-f]{32}$", (string)error["logref"]!);
        Assert.Equal(["code", "errorcode", "logref", "message"], error.AsObject().Select(member => member.Key));
        return ((int)response.StatusCode, (string)error["code"]!);
    }

    public static JsonObject[] Assets(JsonNode page) => Items(page, "assets");

    public static JsonObject[] Items(JsonNode page, string relation) =>
        page["_embedded"]?[relation] is JsonArray items ? [.. items.Select(item => item!.AsObject())] : [];

    public static int Total(JsonNode page) => (int)page["page"]!["totalElements"]!;

    public static string Href(JsonNode node, string relation) => (string)node["_links"]![relation]!["href"]!;
}
