using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Enterprise.VerifiableLog.Store;

namespace Enterprise.VerifiableLog.Exports.Formats;

/// <summary>A form with one JSON object a line.</summary>
internal abstract class JsonFormat : LineFormat
{
    private readonly ArrayBufferWriter<byte> _taken = new();
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    protected JsonFormat() => _json = new(_buffer, Options);

    public override string Extension => "jsonl";

    public override void Add(StoredEntry row)
    {
        using (Line())
        {
            Write(_json, row);
        }
    }

    public override ReadOnlyMemory<byte> Take()
    {
        _taken.ResetWrittenCount();
        _taken.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        return _taken.WrittenMemory;
    }

    public override void Dispose() => _json.Dispose();

    /// <summary>Readable text stays readable; a line feed inside a text is escaped, so that a line is an object.</summary>
    protected static JsonWriterOptions Options { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    protected Utf8JsonWriter Json => _json;

    /// <summary>Writes the members of one line's object.</summary>
    protected abstract void Write(Utf8JsonWriter json, StoredEntry row);

    /// <summary>Begins a line's object; what is given back ends it.</summary>
    protected OpenLine Line()
    {
        _json.Reset();
        _json.WriteStartObject();
        return new(this);
    }

    /// <summary>Writes a member where there is something to write.</summary>
    protected static void IfKnown(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    /// <summary>Writes fields that the form has no member for, under snake_case names, where there is something to write.</summary>
    protected static void Others(Utf8JsonWriter json, LogEntry entry, IEnumerable<LogField> fields)
    {
        foreach (var field in fields)
        {
            if (entry[field] is { } value)
            {
                EntryJson.Write(json, Snake(field.Name), value);
            }
        }
    }

    private static string Snake(string name) =>
        string.Concat(name.Select(letter => char.IsAsciiLetterUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : letter.ToString()));

    private void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        _buffer.Write("\n"u8);
    }

    /// <summary>An object that is being written.</summary>
    protected readonly struct OpenLine(JsonFormat format) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => format.End();
    }
}
