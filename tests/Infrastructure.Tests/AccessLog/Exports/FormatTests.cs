using System.Text;
using System.Text.Json;
using Enterprise.Application.AccessLog.Exports;
using Enterprise.Domain.AccessLog;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog.Exports;

/// <summary>The forms of an export, as those who read them demand.</summary>
public sealed class FormatTests
{
    private static readonly (string Text, string Cell)[] Hostile =
    [
        ("plain", "plain"), ("it's", "it's"), ("a,b", "a,b"), ("1 + 1 = 2", "1 + 1 = 2"), ("Pump - North", "Pump - North"),
            ("泵 7 🙂", "泵 7 🙂"),
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            (" =1", " '=1"), ("--1", "'--1"),
        ("＝1", "'＝1"), ("＋1", "'＋1"), ("－1", "'－1"), ("＠1", "'＠1"), ("﹦1", "'﹦1"), ("﹢1", "'﹢1"), ("﹣1", "'﹣1"), ("﹫1", "'﹫1"),
            ("−1", "'−1"),
        ("\t=1", "\\u{9}=1"), ("\r=1", "\\u{d}=1"), ("\n=1", "\\u{a}=1"), ("\0=1", "\uFFFD=1"), ("a\r\nb", "a\\u{d}\\u{a}b"),
            ("\u202efdp", "\\u{202e}fdp"),
        ("x;=1+1;y", "x\\u{3b}=1+1\\u{3b}y"), ("x,=1", "x,'=1"), ("x|-1", "x|'-1"), ("x，＝1", "x，'＝1"), ("\"=1\"", "\"'=1\""),
            ("a\",\"=1", "a\",\"'=1"),
    ];

    [Fact]
    public async Task A_text_of_a_csv_is_one_visible_cell_and_no_formula()
    {
        await using var ledger = await Ledger.StartAsync();
        foreach (var (foreign, number) in Hostile.Select((hostile, number) => (hostile.Text, number)))
        {
            await ledger.Store.Log
                .AppendAsync(LogStore.Entry($"r-{number}", user: foreign) with { ResourceName = foreign, Detail = foreign });
        }

        var reader = LogStore.Reader() with { Name = "=1\",\"=2\r\n=3" };
        var text = Encoding.UTF8.GetString((await ledger.ExportAsync(ExportFormat.Csv, reader: reader, text: "user==1,=2")).Bytes);
        var lines = CsvText.Read(text);

        Assert.StartsWith($"# Access log of tenant acme. Filter: user==1,'=2. Entries: {Hostile.Length}. Exported by =1\",\"'=2",
            Assert.Single(lines[0]), StringComparison.Ordinal);
        Assert.EndsWith(". Checkpoint: 1", lines[0][0], StringComparison.Ordinal);
        var (name, detail) = (lines[1].ToList().IndexOf("resourceName"), lines[1].ToList().IndexOf("detail"));
        Assert.Equal(Hostile.Select(hostile => hostile.Cell), lines.Skip(2).Select(cells => cells[name]));
        Assert.Equal(lines.Skip(2).Select(cells => cells[name]), lines.Skip(2).Select(cells => cells[detail]));
        Assert.All(lines.Skip(1), cells => Assert.Equal(lines[1].Count, cells.Count));
        Assert.Equal("2026-01-31T09:42:07.000000Z", lines[2][lines[1].ToList().IndexOf("time")]);
        Assert.StartsWith("1,1,\"", text.Split("\r\n")[2], StringComparison.Ordinal);
        Assert.Contains(",\"ListAssets\",\"Granted\",,,\"plain\",0,1,,\"r-0\",", text.Split("\r\n")[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_csv_has_a_byte_order_mark_only_where_it_was_asked_for()
    {
        await using var ledger = await Ledger.StartAsync();
        await ledger.Store.Log.AppendAsync(LogStore.Entry("r", user: "jürgen@acme.example"));
        var (plain, marked) =
            ((await ledger.ExportAsync(ExportFormat.Csv)).Bytes, (await ledger.ExportAsync(ExportFormat.CsvWithMark)).Bytes);
        Assert.Equal([(byte)'"', (byte)'#'], plain[..2]);
        Assert.Equal([0xEF, 0xBB, 0xBF, (byte)'"'], marked[..4]);
    }

    [Fact]
    public async Task Ocsf_has_the_required_members_of_class_6003_also_for_the_erased_and_for_an_address_that_is_none()
    {
        await using var ledger = await Ledger.StartAsync();
        await ledger.AddAsync(new Random(5), 100);
        await ledger.Store.Log
            .AppendAsync(LogStore.Entry("odd") with { Subject = new(null, null, null, null, false, null), Authentication = null });
        await ledger.EraseAsync("li@acme.example");
        var events = Lines((await ledger.ExportAsync(ExportFormat.Ocsf)).Bytes);
        Assert.Contains(events, one => one.GetProperty("actor").GetProperty("user").GetProperty("name").GetString() == "(erased)");
        foreach (var one in events)
        {
            var activity = one.GetProperty("activity_id").GetInt32();
            Assert.Contains(activity, new[] { 1, 2, 3, 4 });
            Assert.Equal((6, 6003, 600300 + activity),
                (one.GetProperty("category_uid").GetInt32(), one.GetProperty("class_uid").GetInt32(), one.GetProperty("type_uid")
                .GetInt32()));
            Assert.Contains(one.GetProperty("severity_id").GetInt32(), new[] { 1, 2 });
            Assert.Contains(one.GetProperty("status_id").GetInt32(), new[] { 1, 2 });
            Assert.True(one.GetProperty("time").GetInt64() > 1_700_000_000_000);
            Assert.Equal("1.3.0", one.GetProperty("metadata").GetProperty("version").GetString());
            Assert.NotEmpty(one.GetProperty("metadata").GetProperty("product").GetProperty("vendor_name").GetString()!);
            Assert.NotEmpty(one.GetProperty("metadata").GetProperty("product").GetProperty("name").GetString()!);
            Assert.NotEmpty(one.GetProperty("api").GetProperty("operation").GetString()!);
            Assert.NotEmpty(one.GetProperty("actor").GetProperty("user").GetProperty("name").GetString()!);
            Assert.NotEmpty(one.GetProperty("src_endpoint").EnumerateObject().Single().Value.GetString()!);
        }
    }

    [Fact]
    public async Task Ecs_has_time_version_and_the_categories_that_the_schema_allows()
    {
        await using var ledger = await Ledger.StartAsync();
        await ledger.AddAsync(new Random(6), 100);
        await ledger.Store.Log
            .AppendAsync(LogStore
            .Entry("odd") with { Subject = new("u", "u", "192.0.2.7", "no address at all", true, null), Outcome = AccessOutcome.Failed });
        await ledger.EraseAsync("li@acme.example");
        foreach (var one in Lines((await ledger.ExportAsync(ExportFormat.Ecs)).Bytes))
        {
            Assert.EndsWith("Z", one.GetProperty("@timestamp").GetString(), StringComparison.Ordinal);
            Assert.Equal("8.11.0", one.GetProperty("ecs").GetProperty("version").GetString());
            var what = one.GetProperty("event");
            Assert.Equal(("event", "web"), (what.GetProperty("kind").GetString(), what.GetProperty("category")[0].GetString()));
            Assert.Contains(what.GetProperty("outcome").GetString(), new[] { "success", "failure" });
            Assert.Contains(what.GetProperty("type")[1].GetString(), new[] { "allowed", "denied", "error" });
            Assert.All(new[] { "source", "client" },
                end => Assert.True(!one.GetProperty(end).TryGetProperty("ip", out var ip)
                || System.Net.IPAddress.TryParse(ip.GetString(), out _)));
        }
    }

    private static List<JsonElement> Lines(byte[] bytes) =>
        [.. Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonDocument.Parse(line).RootElement)];
}
