using System.Globalization;
using System.Text;
using CsvHelper;
using Enterprise.Infrastructure.AccessLog.Store;

namespace Enterprise.Infrastructure.AccessLog.Exports;

/// <summary>
/// Comma-separated values (RFC 4180), one comment line before the names. Every text is quoted and written as <see cref="CellText"/>, so that it is one cell and no formula
/// whichever separator its reader expects; numbers, and cells without a value, are not quoted.
/// </summary>
internal sealed class CsvFormat(bool withMark) : LineFormat
{
    private static readonly Column[] Columns =
    [
        Column.Number("sequence", row => row.Seal!.Sequence), Column.Number("epoch", row => row.Seal!.Epoch), Column.Text("hash", row => Convert.ToHexStringLower(row.Seal!.Hash)),
        Column.Text("id", row => row.Id.ToString()), Column.Text("time", row => Time(row.At)),
        Column.Text("tenant", row => row.Tenant?.Value), Column.Text("tenantAsSeen", row => row.TenantAsSeen?.Value), Column.Text("subtenant", row => row.Subtenant?.Value),
        Column.Text("userId", row => row.Subject?.UserId), Column.Text("userName", row => row.Subject?.UserName), Column.Text("address", row => row.Subject?.Address),
        Column.Text("forwarded", row => row.Subject?.Forwarded), Column.Truth("forwardedTrusted", row => row.Subject?.IsForwardedTrusted),
        Column.Text("userAgent", row => row.Subject?.UserAgent), Column.Truth("isErased", row => row.Subject is null),
        Column.Text("action", row => row.Action.ToString()), Column.Text("outcome", row => row.Outcome.ToString()), Column.Text("reason", row => row.Reason),
        Column.Text("resource", row => row.Resource), Column.Text("resourceName", row => row.ResourceName), Column.Text("detail", row => row.Detail?.Text),
        Column.Number("items", row => row.Items), Column.Number("occurrences", row => row.Occurrences), Column.Text("remark", row => row.Remark),
        Column.Text("requestId", row => row.RequestId), Column.Text("issuer", row => row.Issuer), Column.Text("client", row => row.Client),
        Column.Text("tokenHash", row => row.TokenHash), Column.Text("roles", row => row.Roles), Column.Text("node", row => row.Node), Column.Text("version", row => row.Version),
    ];

    private readonly Sheet _sheet = new();

    public override string Extension => "csv";

    public override void Add(EntryRow row)
    {
        foreach (var column in Columns)
        {
            column.Write(_sheet, row);
        }

        _sheet.EndLine();
    }

    public override ReadOnlyMemory<byte> Take() => _sheet.Take();

    public override byte[] Head(ExportFacts facts)
    {
        using var sheet = new Sheet();
        sheet.AddText(Comment(facts));
        sheet.EndLine();
        foreach (var column in Columns)
        {
            sheet.AddText(column.Name);
        }

        sheet.EndLine();
        return [.. withMark ? Encoding.UTF8.Preamble : [], .. sheet.Take().Span];
    }

    public override void Dispose() => _sheet.Dispose();

    /// <summary>One cell, without a separator of its own.</summary>
    private static string Comment(ExportFacts facts) => string.Create(CultureInfo.InvariantCulture,
        $"# Access log of tenant {facts.Reader.Tenant}{(facts.Reader.Subtenant is { } subtenant ? $" and subtenant {subtenant}" : string.Empty)}. Filter: {(facts.Filter.Length == 0 ? "none" : facts.Filter)}. "
        + $"Entries: {facts.Entries}. Exported by {facts.Reader.Name} at {facts.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}. Checkpoint: {facts.Checkpoint?.ToString(CultureInfo.InvariantCulture) ?? "none"}");

    private static string Time(long microseconds) => Microseconds.ToTime(microseconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private sealed record Column(string Name, Action<Sheet, EntryRow> Write)
    {
        public static Column Text(string name, Func<EntryRow, string?> value) => new(name, (sheet, row) => sheet.AddText(value(row)));

        public static Column Number(string name, Func<EntryRow, long> value) => new(name, (sheet, row) => sheet.AddNumber(value(row)));

        public static Column Truth(string name, Func<EntryRow, bool?> value) => Text(name, row => value(row) switch { null => null, true => "true", false => "false" });
    }

    /// <summary>Lines in memory.</summary>
    private sealed class Sheet : IDisposable
    {
        private readonly MemoryStream _bytes = new();
        private readonly CsvWriter _writer;

        public Sheet() => _writer = CsvWriter.Create(_bytes, CsvWriterOptions.Default with { ValidateFieldCount = false }, leaveOpen: true);

        public void AddText(string? value) => _writer.WriteField(value is null ? null : CellText.Of(value), value is null ? CsvQuoting.WhenNeeded : CsvQuoting.Always);

        public void AddNumber(long value) => _writer.WriteField(value.ToString(CultureInfo.InvariantCulture), CsvQuoting.WhenNeeded);

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
