using System.Text.Json;
using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.AssetManagement.Types;

/// <summary>Writes definitions of variables, without values.</summary>
internal static class VariableWriter
{
    public static void WriteAll(Utf8JsonWriter writer, IReadOnlyList<VariableDefinition> variables)
    {
        writer.WriteStartArray("variables");
        foreach (var variable in variables)
        {
            Write(writer, variable);
        }

        writer.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter writer, VariableDefinition variable)
    {
        writer.WriteStartObject();
        writer.WriteString("name", variable.Name);
        writer.WriteString("dataType", variable.DataType);
        writer.WriteString("unit", variable.Unit);
        writer.WriteBoolean("searchable", value: true);
        if (variable.Length is { } length)
        {
            writer.WriteNumber("length", length);
        }
        else
        {
            writer.WriteNull("length");
        }

        writer.WriteBoolean("qualityCode", variable.Value is null);
        writer.WriteNull("defaultValue");
        writer.WriteEndObject();
    }
}
