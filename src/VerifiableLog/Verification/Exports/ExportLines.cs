using System.Text.Json;
using Enterprise.VerifiableLog.Integrity;

namespace Enterprise.VerifiableLog.Verification.Exports;

/// <summary>Reads the lines of an export as rows of the log, as docs/access-log-format.md describes them.</summary>
internal sealed class ExportLines(LogSchema schema)
{
    public static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private const int MostLeaves = 1_000;

    private readonly HashSet<string> _names =
    [
        "seq", "epoch", "hash", "id", "at", "tenant", .. schema.Sealed.Select(field => field.Name),
        .. schema.Parts.SelectMany(part => new[] { part.Name, $"{part.Name}Commitment", $"{part.Name}Salt", $"{part.Name}Erased" }),
    ];

    private readonly IReadOnlyList<HashSet<string>> _partNames =
        [.. schema.Parts.Select(part => part.Fields.Select(field => field.Name).ToHashSet(StringComparer.Ordinal))];

    /// <summary>Whether a line could not be read because it has another form.</summary>
    public static bool IsMalformed(Exception fault) =>
        fault is JsonException or FormatException or InvalidOperationException or KeyNotFoundException
            or ArgumentException or OverflowException;

    /// <summary>Fills a row with an entry.</summary>
    /// <exception cref="FormatException">The line has another form; see also <see cref="IsMalformed"/>.</exception>
    public void FillEntry(SealedRow row, JsonElement line, string tenant, string? subtenant)
    {
        if (!_names.SetEquals(line.EnumerateObject().Select(member => member.Name)))
        {
            throw new FormatException("The line has other members than an entry.");
        }

        row.Clear();
        var text = row.Text;
        (row.Tenant, row.Sequence, row.Epoch, row.HasEntry) = (tenant, Number(line, "seq"), checked((int)Number(line, "epoch")), true);
        row.Places.Hash = Bytes(Required(line, "hash"), Chain.HashLength);
        row.IsOfItsTenant = Text(line, "tenant") == tenant && (subtenant is null || Text(line, "subtenant") == subtenant);
        foreach (var part in schema.Parts)
        {
            var commitment = Text(line, $"{part.Name}Commitment");
            row.Parts[part.Index].Commitment = commitment is null && !part.IsRequired ? ..0 : Bytes(commitment, Chain.HashLength);
        }

        var start = text.Length;
        text.Add(Text(line, "tenant"));
        var id = text.Length;
        text.Add(Required(line, "id"));
        row.Places.Id = id..text.Length;
        text.Add(row.At = Microseconds.TryParse(Required(line, "at"), out var at)
            ? Microseconds.Of(at) : throw new FormatException("The time has another form."));
        Add(line, schema.Sealed);
        foreach (var part in row.Parts)
        {
            _ = row.Of(part.Commitment) is { IsEmpty: false } commitment ? text.AddHex(commitment) : text.Add((string?)null);
        }

        row.Places.Fields = start..text.Length;
        foreach (var part in schema.Parts)
        {
            FillPart(row.Parts[part.Index], line.GetProperty(part.Name));
        }

        void FillPart(SealedPart part, JsonElement value)
        {
            var name = part.Part.Name;
            part.IsThere = value.ValueKind != JsonValueKind.Null;
            part.Salt = Text(line, $"{name}Salt") is { } salt ? Bytes(salt, Commitment.SaltLength) : ..0;
            part.Receipt = Receipt(line.GetProperty($"{name}Erased"));
            if (part.IsThere)
            {
                var first = text.Length;
                if (part.Part.IsSingle)
                {
                    text.Add(value.GetString());
                }
                else if (_partNames[part.Part.Index].SetEquals(value.EnumerateObject().Select(member => member.Name)))
                {
                    Add(value, part.Part.Fields);
                }
                else
                {
                    throw new FormatException($"{name} has other members.");
                }

                part.Fields = first..text.Length;
            }
        }

        void Add(JsonElement item, IReadOnlyList<LogField> fields)
        {
            foreach (var field in fields)
            {
                _ = field.Kind switch
                {
                    LogFieldKind.Number => text.Add(Number(item, field.Name)),
                    LogFieldKind.Flag => text.Add(item.GetProperty(field.Name).GetBoolean() ? 1L : 0L),
                    _ => text.Add(field.IsRequired ? Required(item, field.Name) : Text(item, field.Name)),
                };
            }
        }

        Range Bytes(string? hex, int length)
        {
            var first = text.Length;
            text.Raw(Hex(hex, length));
            return first..text.Length;
        }
    }

    /// <summary>The leaves in place of entries that are left out.</summary>
    /// <exception cref="FormatException">The line has another form; see also <see cref="IsMalformed"/>.</exception>
    public static (long Sequence, int Epoch, List<byte[]> Leaves) Skipped(JsonElement line, JsonElement skipped)
    {
        var leaves = skipped.EnumerateArray().Select(leaf => Hex(leaf.GetString(), Chain.HashLength)).ToList();
        var (sequence, epoch) = (Number(line, "seq"), checked((int)Number(line, "epoch")));
        return line.EnumerateObject().Count() == 3 && leaves.Count is > 0 and <= MostLeaves
            ? (sequence, epoch, leaves) : throw new FormatException("The line has another form.");
    }

    /// <summary>Whether the line says that this is the end, after so many entries and leaves.</summary>
    public static bool IsEnd(JsonElement line, long entries, long skipped)
    {
        return line.EnumerateObject().Count() == 3 && line.GetProperty("end").ValueKind == JsonValueKind.True && Is("entries", entries)
            && Is("skipped", skipped);

        bool Is(string name, long number) => line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out var found) && found == number;
    }

    /// <summary>Lower-case hexadecimal of a length.</summary>
    public static byte[] Hex(string? text, int length) => text?.Length == length * 2 && text.All(char.IsAsciiHexDigitLower)
        ? Convert.FromHexString(text)
        : throw new FormatException("A hash or salt has another form.");

    /// <summary>A number that is not negative.</summary>
    public static long Number(JsonElement item, string name) => item.GetProperty(name).GetInt64() is >= 0 and var number
        ? number : throw new FormatException($"{name} is negative.");

    private static Signature? Receipt(JsonElement receipt) => receipt.ValueKind == JsonValueKind.Null ? null
        : receipt.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)
            .SequenceEqual(["key", "signature"], StringComparer.Ordinal)
            && receipt.GetProperty("key").GetString() is { } key && receipt.GetProperty("signature").GetString() is { } signature
        ? new(key, SignedText.Base64(signature) ?? [])
        : throw new FormatException("A receipt has another form.");

    private static string Required(JsonElement item, string name) => Text(item, name) ?? throw new FormatException($"{name} is missing.");

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();
}
