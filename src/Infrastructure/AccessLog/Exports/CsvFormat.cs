using System.Buffers;
using System.Globalization;
using System.Text;
using CsvHelper;
using Enterprise.Infrastructure.AccessLog.Store;

namespace Enterprise.Infrastructure.AccessLog.Exports;

/// <summary>
/// Comma-separated values (RFC 4180), one comment line before the names. What a spreadsheet could take for a formula begins with an apostrophe;
/// so does what becomes one where full-width signs are taken for plain ones.
/// </summary>
internal sealed class CsvFormat(bool withMark) : LineFormat
{
    private const char Apostrophe = '\'';

    private static readonly SearchValues<char> Lookalikes = SearchValues.Create("\0＝＋－＠﹦﹢﹣﹫−");

    private static readonly (string Name, Func<EntryRow, string?> Value)[] Columns =
    [
        ("sequence", row => Number(row.Seal!.Sequence)), ("epoch", row => Number(row.Seal!.Epoch)), ("hash", row => Convert.ToHexStringLower(row.Seal!.Hash)),
        ("id", row => row.Id.ToString()), ("time", row => Time(row.At)),
        ("tenant", row => row.Tenant?.Value), ("tenantAsSeen", row => row.TenantAsSeen?.Value), ("subtenant", row => row.Subtenant?.Value),
        ("userId", row => row.Subject?.UserId), ("userName", row => row.Subject?.UserName), ("address", row => row.Subject?.Address),
        ("forwarded", row => row.Subject?.Forwarded), ("forwardedTrusted", row => row.Subject is { } subject ? subject.IsForwardedTrusted ? "true" : "false" : null),
        ("userAgent", row => row.Subject?.UserAgent), ("isErased", row => row.Subject is null ? "true" : "false"),
        ("action", row => row.Action.ToString()), ("outcome", row => row.Outcome.ToString()), ("reason", row => row.Reason),
        ("resource", row => row.Resource), ("resourceName", row => row.ResourceName), ("detail", row => row.Detail?.Text),
        ("items", row => Number(row.Items)), ("occurrences", row => Number(row.Occurrences)), ("remark", row => row.Remark), ("requestId", row => row.RequestId),
        ("issuer", row => row.Issuer), ("client", row => row.Client), ("tokenHash", row => row.TokenHash), ("roles", row => row.Roles),
        ("node", row => row.Node), ("version", row => row.Version),
    ];

    private readonly Sheet _sheet = new();

    public override string Extension => "csv";

    public override void Add(EntryRow row)
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
        sheet.AddQuoted(Comment(facts));
        sheet.EndLine();
        foreach (var (name, _) in Columns)
        {
            sheet.Add(name);
        }

        sheet.EndLine();
        return [.. withMark ? Encoding.UTF8.Preamble : [], .. sheet.Take().Span];
    }

    public override void Dispose() => _sheet.Dispose();

    /// <summary>One cell, so that no part of it can become one of its own.</summary>
    private static string Comment(ExportFacts facts) => string.Create(CultureInfo.InvariantCulture,
        $"# access log of tenant {facts.Reader.Tenant}{(facts.Reader.Subtenant is { } subtenant ? $", subtenant {subtenant}" : string.Empty)}; filter: {(facts.Filter.Length == 0 ? "none" : facts.Filter)}; "
        + $"entries: {facts.Entries}; exported by {facts.Reader.Name} at {facts.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}; checkpoint: {facts.Checkpoint?.ToString(CultureInfo.InvariantCulture) ?? "none"}");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(long microseconds) => Microseconds.ToTime(microseconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Lines in memory.</summary>
    private sealed class Sheet : IDisposable
    {
        private static readonly CsvWriterOptions Safe = CsvWriterOptions.Default with
        {
            Injection = CsvInjection.Escape, InjectionEscape = Apostrophe, InjectionCharacters = "=+-@\t\r\n", ValidateFieldCount = false,
        };

        private readonly MemoryStream _bytes = new();
        private readonly CsvWriter _writer;

        public Sheet() => _writer = CsvWriter.Create(_bytes, Safe, leaveOpen: true);

        /// <summary>Adds a cell. The package knows plain signs alone; NUL, and what spreadsheets take for a plain sign, is known here.</summary>
        public void Add(string? value) =>
            _writer.WriteField(value is { Length: > 0 } && Lookalikes.Contains(value[0]) ? Apostrophe + value : value);

        public void AddQuoted(string value) => _writer.WriteField(value, CsvQuoting.Always);

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
