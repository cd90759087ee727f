using System.Globalization;
using System.Text;
using CsvHelper;
using Enterprise.VerifiableLog.Exports;
using Enterprise.VerifiableLog.Exports.Formats;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Store;

namespace Enterprise.Infrastructure.AccessLog.Exports.Formats;

/// <summary>
/// Comma-separated values (RFC 4180), one comment line before the names. Every text is quoted and written as <see cref="CellText"/>, so
/// that it is one cell and no formula whichever separator its reader expects; numbers, and cells without a value, are not quoted.
/// </summary>
internal sealed class CsvFormat(bool withMark) : LineFormat
{
    private static readonly (string Name, Func<StoredEntry, object?> Value)[] Columns =
    [
        ("sequence", row => row.Seal!.Sequence), ("epoch", row => (long)row.Seal!.Epoch),
            ("hash", row => Convert.ToHexStringLower(row.Seal!.Hash)),
        ("id", row => row.Entry.Id.ToString()), ("time", row => Microseconds.ToText(row.Entry.At)), ("tenant", row => row.Entry.Tenant),
        .. AccessSchema.Schema.Fields.Select(field => (field.Name, (Func<StoredEntry, object?>)(row => row.Entry[field]))),
        ("isErased", row => !row.Entry.Has(AccessSchema.Schema.Person!)),
    ];

    private readonly Sheet _sheet = new();

    public override string Extension => "csv";

    public override void Add(StoredEntry row)
    {
        foreach (var (_, value) in Columns)
        {
            _sheet.Add(value(row));
        }

        _sheet.EndLine();
    }

    public override ReadOnlyMemory<byte> Take() => _sheet.Take();

    public override byte[] Head(ExportFacts facts)
    {
        using var sheet = new Sheet();
        sheet.Add(Comment(facts));
        sheet.EndLine();
        foreach (var (name, _) in Columns)
        {
            sheet.Add(name);
        }

        sheet.EndLine();
        return [.. withMark ? Encoding.UTF8.Preamble : [], .. sheet.Take().Span];
    }

    public override void Dispose() => _sheet.Dispose();

    /// <summary>One cell, without a separator of its own.</summary>
    private static string Comment(ExportFacts facts)
    {
        var subtenant = facts.Request.Division is { } division ? $" and subtenant {division}" : string.Empty;
        return string.Create(CultureInfo.InvariantCulture,
            $"# Access log of tenant {facts.Request.Query.Chain}{subtenant}. "
            + $"Filter: {(facts.Request.Filter.Length == 0 ? "none" : facts.Request.Filter)}. "
            + $"Entries: {facts.Entries}. Exported by {facts.Request.By} at {Microseconds.ToText(facts.At)}. "
            + $"Checkpoint: {facts.Checkpoint?.ToString(CultureInfo.InvariantCulture) ?? "none"}");
    }

    /// <summary>Lines in memory.</summary>
    private sealed class Sheet : IDisposable
    {
        private readonly MemoryStream _bytes = new();
        private readonly CsvWriter _writer;

        public Sheet() => _writer = CsvWriter.Create(_bytes, CsvWriterOptions.Default with { ValidateFieldCount = false }, leaveOpen: true);

        public void Add(object? value)
        {
            if (value is long number)
            {
                _writer.WriteField(number.ToString(CultureInfo.InvariantCulture), CsvQuoting.WhenNeeded);
            }
            else
            {
                var text = value is bool flag ? (flag ? "true" : "false") : (string?)value;
                _writer.WriteField(text is null ? null : CellText.Of(text), text is null ? CsvQuoting.WhenNeeded : CsvQuoting.Always);
            }
        }

        public void EndLine() => _writer.EndRecord();

        public ReadOnlyMemory<byte> Take()
        {
            _writer.Flush();
            ReadOnlyMemory<byte> taken = _bytes.ToArray();
            _bytes.SetLength(0);
            return taken;
        }

        public void Dispose()
        {
            _writer.Dispose();
            _bytes.Dispose();
        }
    }
}
