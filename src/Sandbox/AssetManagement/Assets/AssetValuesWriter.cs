using System.Text.Json;
using Enterprise.Sandbox.AssetManagement.Files;
using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.AssetManagement.Assets;

/// <summary>
/// Writes what an asset holds beside its basic fields: inherited files, static variables, static aspects, locks. Values are always strings.
/// </summary>
internal static class AssetValuesWriter
{
    public static void Write(Utf8JsonWriter writer, Asset asset, Links links)
    {
        FileAssignments.Write(writer, asset.Type.AllFiles, links);
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
        AssetLocks.WriteAll(writer, asset, links);
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
}
