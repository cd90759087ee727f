using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Enterprise.Application.Assets;
using Enterprise.Domain.Assets;

namespace Enterprise.Infrastructure.InsightsHub.Assets;

/// <summary>
/// Writes filters in Asset Management's grammar: one JSON object, its members meaning "and". Source: the platform's documentation page on
/// filtering.
/// </summary>
internal static class FilterWriter
{
    private static readonly JsonSerializerOptions AsIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(AssetFilter filter)
    {
        var members = new JsonObject { ["deleted"] = null };
        if (filter.Type is { } type)
        {
            members["hasType"] = type.Value;
        }

        if (filter.Parent is { } parent)
        {
            members["parentId"] = parent.Value;
        }

        if (!string.IsNullOrEmpty(filter.Search))
        {
            members["or"] = new JsonObject { ["name"] = Contains(filter.Search), ["externalId"] = Contains(filter.Search) };
        }

        return members.ToJsonString(AsIs);
    }

    public static string WriteIds(IEnumerable<AssetId> ids) => new JsonObject
    {
        ["assetId"] = new JsonObject { ["in"] = new JsonObject { ["value"] = new JsonArray([.. ids.Select(id => (JsonNode)id.Value)]) } },
    }.ToJsonString(AsIs);

    private static JsonObject Contains(string text) => new() { ["contains"] = text };
}
