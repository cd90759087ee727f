using System.Text.Json;
using Enterprise.Sandbox.AssetManagement.Lists;
using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.AssetManagement.Assets;

/// <summary>
/// Locks: an onboarded agent cannot be deleted. Service and reason code: Siemens' OpenAPI definition. That definition has the locks' links
/// only; that a list and a single lock can be read there is assumed.
/// </summary>
internal static class AssetLocks
{
    private static readonly SmallList<string> List = new(id => id, id => id);

    public static Task AnswerListAsync(ApiRequest request)
    {
        var asset = request.Asset();
        return List.AnswerAsync(request, $"/assets/{asset.Id}/locks", "locks", Of(asset), (writer, id) =>
            Write(writer, asset, id, request.Links));
    }

    public static Task AnswerOneAsync(ApiRequest request)
    {
        var asset = request.Asset();
        var wanted = request.PathValue("lockId");
        var found = Of(asset).FirstOrDefault(id => id == wanted) ?? throw ApiException.NotFound("Lock", wanted);
        return Hal.WriteOneAsync(request, found, (writer, id) => Write(writer, asset, id, request.Links), version: 1);
    }

    /// <summary>Writes the member <c>locks</c> of an asset.</summary>
    public static void WriteAll(Utf8JsonWriter writer, Asset asset, Links links)
    {
        writer.WriteStartArray("locks");
        foreach (var id in Of(asset))
        {
            Write(writer, asset, id, links);
        }

        writer.WriteEndArray();
    }

    private static string[] Of(Asset asset) => asset.Type == CoreTypes.Agent ? [asset.Id.Part("lock").ToString()] : [];

    private static void Write(Utf8JsonWriter writer, Asset asset, string id, Links links)
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("service", "AgentManagement");
        writer.WriteString("reason", "The agent is onboarded");
        writer.WriteString("reasonCode", "agentmanagement.agent.onboarded");
        writer.WriteStartObject("_links");
        writer.WriteLink("self", $"{links.Asset(asset.Id.ToString())}/locks/{id}");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
