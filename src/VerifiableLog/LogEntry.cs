using Enterprise.VerifiableLog.Integrity;
using System.Text;

namespace Enterprise.VerifiableLog;

/// <summary>An entry of a log: its values in the order of the schema.</summary>
public sealed class LogEntry
{
    private readonly object?[] _values;

    private LogEntry(LogSchema schema, Guid id, long at, string chain, object?[] values) =>
        (Schema, Id, At, Chain, _values) = (schema, id, at, chain, values);

    /// <summary>Which fields it has.</summary>
    public LogSchema Schema { get; }

    /// <summary>Its id, unique everywhere and for ever.</summary>
    public Guid Id { get; }

    /// <summary>When, in microseconds since 1970-01-01 UTC.</summary>
    public long At { get; }

    /// <summary>Which chain it belongs to: a tenant, or empty for entries of no tenant.</summary>
    public string Chain { get; }

    /// <summary>The same, null for entries of no tenant: as it is stored and hashed.</summary>
    public string? Tenant => Chain.Length == 0 ? null : Chain;

    /// <summary>The value of a field: a <see cref="string"/>, <see cref="long"/> or <see cref="bool"/>; null where there is none.</summary>
    public object? this[LogField field] => _values[field.Index];

    /// <summary>
    /// A new entry. Each text is cut to the limit of its field, never in the middle of a character; what no database can keep as it is, NUL
    /// and halves of characters, becomes U+FFFD; an empty text becomes none.
    /// </summary>
    public static LogEntry New(LogSchema schema, Guid id, DateTimeOffset at, string chain, object?[] values)
    {
        foreach (var field in schema.Fields)
        {
            if (field.Kind == LogFieldKind.Text)
            {
                values[field.Index] = Clean((string?)values[field.Index], field.MaxLength) ?? (field.IsRequired ? string.Empty : null);
            }
        }

        return new(schema, id, Microseconds.Of(at), chain, values);
    }

    /// <summary>An entry as it is stored.</summary>
    public static LogEntry Stored(LogSchema schema, Guid id, long at, string chain, object?[] values) => new(schema, id, at, chain, values);

    /// <summary>The text in a field.</summary>
    public string? Text(string name) => (string?)this[Schema[name]];

    /// <summary>The number in a field; 0 where its part is gone.</summary>
    public long Number(string name) => this[Schema[name]] as long? ?? 0;

    /// <summary>The flag in a field; false where its part is gone.</summary>
    public bool Flag(string name) => this[Schema[name]] as bool? ?? false;

    /// <summary>Whether it has a personal part.</summary>
    public bool Has(LogPart part)
    {
        foreach (var field in part.Fields)
        {
            if (this[field] is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static string? Clean(string? text, int length)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var cut = text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
        return cut.AsSpan().Contains('\0') || cut.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
            ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cut)).Replace('\0', '\uFFFD')
            : cut;
    }
}
