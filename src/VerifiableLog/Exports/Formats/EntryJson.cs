using System.Buffers;
using System.Text;
using System.Text.Json;
using Enterprise.VerifiableLog.Integrity;

namespace Enterprise.VerifiableLog.Exports.Formats;

/// <summary>Entries as members of a JSON object, as the schema names and orders them.</summary>
internal static class EntryJson
{
    /// <summary>An entry as one line; without its place in the chain, which some stores know only later.</summary>
    public static string Line(LogEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        WriteSealed(json, entry);
        foreach (var part in entry.Schema.Parts)
        {
            WritePart(json, entry, part);
        }

        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n"u8);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Id, time, tenant, and the fields that are hashed as they are.</summary>
    public static void WriteSealed(Utf8JsonWriter json, LogEntry entry)
    {
        json.WriteString("id", entry.Id);
        json.WriteString("at", Microseconds.ToText(entry.At));
        json.WriteString("tenant", entry.Tenant);
        foreach (var field in entry.Schema.Sealed)
        {
            Write(json, field.Name, entry[field]);
        }
    }

    /// <summary>A personal part: null where it is gone, its value where it is one field, else an object.</summary>
    public static void WritePart(Utf8JsonWriter json, LogEntry entry, LogPart part)
    {
        if (part.IsSingle || !entry.Has(part))
        {
            json.WriteString(part.Name, (string?)entry[part.Fields[0]]);
            return;
        }

        json.WriteStartObject(part.Name);
        foreach (var field in part.Fields)
        {
            Write(json, field.Name, entry[field]);
        }

        json.WriteEndObject();
    }

    /// <summary>A value.</summary>
    public static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case long number:
                json.WriteNumber(name, number);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            default:
                json.WriteString(name, (string?)value);
                break;
        }
    }
}
