using System.Buffers;
using System.Text.Json;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Store;

namespace Enterprise.VerifiableLog.Exports.Formats;

/// <summary>JSON lines that verify, as docs/access-log-format.md describes them.</summary>
internal sealed class JsonLinesFormat : JsonFormat
{
    /// <summary>The most leaves on one line.</summary>
    public const int MostLeaves = 1_000;

    private readonly List<SkippedLeaf> _skipped = [];
    private long _allSkipped;

    public override bool Verifies => true;

    public override void Add(StoredEntry row)
    {
        WriteSkipped();
        base.Add(row);
    }

    public override void Skip(SkippedLeaf leaf)
    {
        if (_skipped.Count == MostLeaves
            || (_skipped.Count > 0 && (_skipped[^1].Sequence + 1 != leaf.Sequence || _skipped[^1].Epoch != leaf.Epoch)))
        {
            WriteSkipped();
        }

        _skipped.Add(leaf);
        _allSkipped++;
    }

    public override void End(long entries)
    {
        WriteSkipped();
        using (Line())
        {
            Json.WriteBoolean("end", true);
            Json.WriteNumber("entries", entries);
            Json.WriteNumber("skipped", _allSkipped);
        }
    }

    public override byte[] Head(ExportFacts facts)
    {
        var proof = facts.Proof ?? throw new InvalidOperationException("An export that verifies needs a checkpoint.");
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("format", "enterprise-access-log/1");
        json.WriteString("instance", facts.Instance.ToString());
        json.WriteString("tenant", facts.Request.Query.Chain);
        json.WriteString("subtenant", facts.Request.Division);
        json.WriteString("filter", facts.Request.Filter);
        json.WriteString("exportedAt", Microseconds.ToText(facts.At));
        json.WriteString("exportedBy", facts.Request.By);
        json.WriteNumber("entries", facts.Entries);
        Place(json, "anchor", facts.Anchor.Sequence, facts.Anchor.Epoch, Convert.ToHexStringLower(facts.Anchor.Hash));
        json.WriteString("checkpoint", proof.Checkpoint);
        json.WriteStartObject("publicKeys");
        foreach (var (id, pem) in proof.PublicKeys.OrderBy(key => key.Key, StringComparer.Ordinal))
        {
            json.WriteString(id, pem);
        }

        json.WriteEndObject();
        json.WriteString("tenantSecret", proof.Secret);
        Place(json, "head", proof.Sequence, proof.Epoch, proof.Hash);
        json.WriteNumber("index", proof.Index);
        json.WriteNumber("leaves", proof.Leaves);
        Texts(json, "path", proof.Path);
        Texts(json, "statements", proof.Statements);
        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    protected override void Write(Utf8JsonWriter json, StoredEntry row)
    {
        json.WriteNumber("seq", row.Seal!.Sequence);
        json.WriteNumber("epoch", row.Seal.Epoch);
        json.WriteString("hash", Convert.ToHexStringLower(row.Seal.Hash));
        EntryJson.WriteSealed(json, row.Entry);
        foreach (var part in row.Entry.Schema.Parts)
        {
            json.WriteString($"{part.Name}Commitment", Hex(row.Commitments[part.Index]));
            json.WriteString($"{part.Name}Salt", Hex(row.Salts[part.Index]));
            EntryJson.WritePart(json, row.Entry, part);
            Receipt(json, $"{part.Name}Erased", row.Receipts[part.Index]);
        }
    }

    private static string? Hex(byte[]? bytes) => bytes is null ? null : Convert.ToHexStringLower(bytes);

    private static void Receipt(Utf8JsonWriter json, string name, Signature? receipt)
    {
        if (receipt is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("key", receipt.Key);
        json.WriteBase64String("signature", receipt.Bytes);
        json.WriteEndObject();
    }

    private void WriteSkipped()
    {
        if (_skipped.Count == 0)
        {
            return;
        }

        using (Line())
        {
            Texts(Json, "skip", _skipped.Select(skipped => Convert.ToHexStringLower(skipped.Leaf)));
            Json.WriteNumber("seq", _skipped[0].Sequence);
            Json.WriteNumber("epoch", _skipped[0].Epoch);
        }

        _skipped.Clear();
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void Place(Utf8JsonWriter json, string name, long sequence, int epoch, string hash)
    {
        json.WriteStartObject(name);
        json.WriteNumber("sequence", sequence);
        json.WriteNumber("epoch", epoch);
        json.WriteString("hash", hash);
        json.WriteEndObject();
    }
}
