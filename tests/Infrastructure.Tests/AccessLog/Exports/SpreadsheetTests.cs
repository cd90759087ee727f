using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Enterprise.Application.AccessLog.Exports;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog.Exports;

/// <summary>
/// A CSV of hundreds of hostile texts in real readers that split at the comma, the semicolon (spreadsheets of many countries) and the tab.
/// </summary>
public sealed class SpreadsheetTests
{
    private const int Seed = 20260131;
    private const int Rows = 400;
    private const string Signs = "=+-@";

    /// <summary>
    /// The parts of hostile texts: signs, what is taken for them, separators, quotes, spaces, line ends, invisible and ordinary characters.
    /// </summary>
    private static readonly string[] Parts =
    [
        "=1+1", "=", "+1", "-1+1", "@SUM(A1)", "＝1+1", "＋", "－1", "＠", "﹦1", "﹢", "﹣1", "﹫", "−1+1", "⁼1", "₌1", "=cmd|' /C calc'!A0",
            "=HYPERLINK(\"http://x\")",
        ",", ";", "\t", "|", ":", "\"", "\"\"", "\"\"\"", "'", "＂", "，", "；", "\u037e", " ", "  ", "\u00a0", "\u3000", "\\", "\\u{3b}",
            "\ufeff",
        "\r\n", "\n", "\r", "\v", "\f", "\0", "\u0085", "\u2028", "\u2029", "\u001b[31m", "\u202e", "\u2066", "\u2069", "\u200b", "\u200f",
            "\u00ad", "\u007f", "a", "泵", "é", "🙂",
    ];

    private static readonly (string Name, char Separator)[] Separators = [("comma", ','), ("semicolon", ';'), ("tab", '\t')];

    [LibreOfficeFact]
    public async Task LibreOffice_shows_every_text_in_one_cell_and_no_formula_whichever_separator_it_takes()
    {
        using var folder = new Scratch();
        var (file, lines) = await ExportAsync(folder.Path);
        var cells = CsvText.Read(string.Concat(lines.Select(line => line + "\r\n")));
        foreach (var (name, separator) in Separators)
        {
            var code = ((int)separator).ToString(CultureInfo.InvariantCulture);
            var (exit, output, errors) = PythonVerifier.Program(Tool.LibreOffice.Require(),
            [
                $"-env:UserInstallation={new Uri(Path.Combine(folder.Path, "profile"))}", "--headless", "--convert-to", "fods", "--outdir",
                    Path.Combine(folder.Path, name),
                $"--infilter=CSV:{code},34,76,1,,1033,false,true", file,
            ]);
            var document = Path.Combine(folder.Path, name, Path.ChangeExtension(Path.GetFileName(file), "fods"));
            Assert.True(exit == 0 && File.Exists(document), output + errors);
            var (formulas, rows) = Read(document);

            Assert.Empty(formulas);
            Assert.Equal(lines.Length, rows.Count);
            if (separator == ',')
            {
                Assert.All(cells.Zip(rows).Skip(1), row => Assert.Equal(Hostile(row.First), Hostile(row.Second)));
            }
            else
            {
                Assert.All(rows, row => Assert.Single(row));
                Assert.Equal(lines.Skip(2), rows.Skip(2).Select(row => row[0]));
            }
        }

        IEnumerable<string> Hostile(IReadOnlyList<string> row) => cells[1].Zip(row)
            .Where(cell => cell.First is "userName" or "userAgent" or "resourceName" or "detail").Select(cell => cell.Second);
    }

    [PythonFact]
    public async Task Python_reads_every_text_as_one_cell_whichever_separator_it_takes()
    {
        using var folder = new Scratch();
        var (file, lines) = await ExportAsync(folder.Path);
        foreach (var (_, separator) in Separators)
        {
            var (exit, output, errors) = PythonVerifier.Program(Tool.Python.Require(),
                ["-c", "import csv, json, sys; print(json.dumps(list(csv.reader(open(sys.argv[1], encoding='utf-8', newline=''), "
                    + "delimiter=sys.argv[2]))))", file, separator.ToString()]);
            Assert.True(exit == 0, errors);
            var rows = JsonSerializer.Deserialize<string[][]>(output)!;

            if (separator == ',')
            {
                Assert.Equal(CsvText.Read(string.Concat(lines.Select(line => line + "\r\n"))), rows);
            }
            else
            {
                Assert.Equal(lines.Length, rows.Length);
                Assert.All(rows, row => Assert.Single(row));
            }

            Assert.All(rows.SelectMany(row => row), AssertIsNoFormula);
        }
    }

    /// <summary>awk, cut, and the spreadsheets' own commands that split a column.</summary>
    [Fact]
    public async Task No_piece_begins_a_formula_where_a_reader_passes_over_quotes()
    {
        using var folder = new Scratch();
        var (_, lines) = await ExportAsync(folder.Path);
        Assert.All(lines.SelectMany(line => line.Normalize(NormalizationForm.FormKC).Split(',', ';', '|', '\t', '"')), AssertIsNoFormula);
        Assert.DoesNotContain(string.Concat(lines), letter => char.IsControl(letter)
            || char.GetUnicodeCategory(
            letter) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
    }

    private static void AssertIsNoFormula(string cell)
    {
        var begin = cell.Normalize(NormalizationForm.FormKC).TrimStart([' ', '\t', '"']);
        Assert.False(begin.Length > 0 && Signs.Contains(begin[0], StringComparison.Ordinal), cell);
    }

    private static async Task<(string File, string[] Lines)> ExportAsync(string folder)
    {
        await using var ledger = await Ledger.StartAsync();
        var chance = new Random(Seed);
        var waiting = new List<Task>();
        for (var number = 0; number < Rows; number++)
        {
            waiting.Add(ledger.Store.Log.AppendAsync(LogStore.Entry($"r-{number}") with
            {
                Subject = new("id", Text(chance), "192.0.2.7", Text(chance), false, Text(chance)), ResourceName = Text(chance),
                    Detail = Text(chance),
            }));
        }

        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(30));
        var reader = LogStore.Reader() with { Name = "x;=1+1;y\",\"=2\t=3" };
        var bytes = (await ledger.ExportAsync(ExportFormat.Csv, reader: reader, text: "user=a;=1+1,=2")).Bytes;
        var file = Path.Combine(folder, "export.csv");
        await File.WriteAllBytesAsync(file, bytes);
        var lines = Encoding.UTF8.GetString(bytes).Split("\r\n");
        Assert.Equal((Rows + 3, string.Empty), (lines.Length, lines[^1]));
        return (file, lines[..^1]);
    }

    /// <summary>One to eight parts, and a letter at the end, so that no reader takes the text for a number or a date.</summary>
    private static string Text(Random chance) =>
        string.Concat(Enumerable.Range(0, chance.Next(1, 9)).Select(_ => Parts[chance.Next(Parts.Length)])) + "z";

    /// <summary>The formulas of a sheet, and the texts of its rows without the empty cells at their ends.</summary>
    private static (List<string> Formulas, List<List<string>> Rows) Read(string file)
    {
        XNamespace table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0", text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
        var document = XDocument.Load(file, LoadOptions.PreserveWhitespace);
        var formulas = document.Descendants().Attributes(table + "formula").Select(formula => formula.Value).ToList();
        var rows = new List<List<string>>();
        foreach (var row in document.Descendants(table + "table-row"))
        {
            var cells = row.Elements(table + "table-cell").SelectMany(cell => Enumerable.Repeat(
                string.Join('\n', cell.Elements(text + "p").Select(Content)),
                    (int?)cell.Attribute(table + "number-columns-repeated") is { } times and < 1_000 ? times : 1)).ToList();
            cells.RemoveRange(cells.FindLastIndex(cell => cell.Length > 0) + 1,
                cells.Count - cells.FindLastIndex(cell => cell.Length > 0) - 1);
            rows.AddRange(Enumerable.Repeat(cells, cells.Count > 0 ? (int?)row.Attribute(table + "number-rows-repeated") ?? 1 : 0));
        }

        return (formulas, rows);

        string Content(XElement paragraph) => string.Concat(paragraph.DescendantNodes().Select(node => node switch
        {
            XText letters => letters.Value,
            XElement element when element.Name == text + "s" => new string(' ', (int?)element.Attribute(text + "c") ?? 1),
            _ => string.Empty,
        }));
    }

    private sealed class Scratch : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("enterprise-csv-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
