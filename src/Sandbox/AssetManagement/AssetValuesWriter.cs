using System.Text.Json;
using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.AssetManagement;

/// <summary>
/// Writes what an asset holds beside its basic fields: files (none here), static variables, static aspects, locks. Values are always strings.
/// </summary>
internal static class AssetValuesWriter
{
    public static void Write(Utf8JsonWriter writer, Asset asset, Links links)
    {
        writer.WriteStartArray("fileAssignments");
        writer.WriteEndArray();
        WriteVariables(writer, asset, asset.Type.AllVariables);
        writer.WriteStartArray("aspects");
        foreach (var aspect in asset.Type.AllAspects)
        {
            if (aspect.Type.IsStatic)
            {
                writer.WriteStartObject();
                writer.WriteString("name", aspect.Name);
                WriteVariables(writer, asset, aspect.Type.Variables);
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
        WriteLocks(writer, asset, links);
    }

    private static void WriteVariables(Utf8JsonWriter writer, Asset asset, IReadOnlyList<VariableDefinition> variables)
    {
        writer.WriteStartArray("variables");
        foreach (var variable in variables)
        {
            if (variable.Value is { } value)
            {
                writer.WriteStartObject();
                writer.WriteString("name", variable.Name);
                writer.WriteString("value", value(asset));
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
    }

    /// <summary>An agent that is on board cannot be deleted: service and reason code as in Siemens' OpenAPI definition.</summary>
    private static void WriteLocks(Utf8JsonWriter writer, Asset asset, Links links)
    {
        writer.WriteStartArray("locks");
        if (asset.Type == CoreTypes.Agent)
        {
            var id = asset.Id.Part("lock").ToString();
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

        writer.WriteEndArray();
    }
}
