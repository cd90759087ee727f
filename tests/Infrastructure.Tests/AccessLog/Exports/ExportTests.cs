using System.Text;
using System.Text.Json;
using Enterprise.Application.AccessLog.Exports;
using Enterprise.Application.AccessLog.Reading;
using Enterprise.Domain.AccessLog;
using Enterprise.Infrastructure.AccessLog;
using Enterprise.VerifiableLog.Exports;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog.Exports;

/// <summary>What stands in an export: exactly what the filter finds, of the reader's tenant alone.</summary>
public sealed class ExportTests
{
    private static readonly AccessFilter[] Filters =
    [
        new(), new() { User = "anna@acme.example" }, new() { User = "id-of-li@acme.example" }, new() { Outcomes = [AccessOutcome.Denied] },
            new() { IsRefused = true },
        new() { Actions = [AccessAction.ViewAsset], Reason = "role_missing" }, new() { Address = "198.51.100.4" },
            new() { RequestId = "r-7" },
        new() { Actions = [AccessAction.ViewAsset, AccessAction.OpenPage] },
            new() { Outcomes = [AccessOutcome.Denied, AccessOutcome.Failed] }, new() { RequestId = "there is none" },
        new() { From = new DateTimeOffset(2026, 1, 1, 9, 0, 5, TimeSpan.Zero),
            Until = new DateTimeOffset(2026, 1, 1, 9, 0, 40, TimeSpan.Zero) },
    ];

    [Theory]
    [InlineData("acme", null)]
    [InlineData("acme", "sub-1")]
    [InlineData("borealis", null)]
    public async Task An_export_holds_exactly_the_entries_that_the_search_finds_in_every_form(string tenant, string? subtenant)
    {
        await using var ledger = await Ledger.StartAsync();
        await ledger.AddAsync(new Random(3), 300);
        var reader = LogStore.Reader(tenant, subtenant);
        foreach (var filter in Filters)
        {
            var found = await ledger.Store.Log.SearchAsync(reader, filter, null, 1000, CancellationToken.None);
            var expected = found.Select(logged => logged.Entry.Id).Order().ToList();
            foreach (var format in new[] { ExportFormat.JsonLines, ExportFormat.Csv, ExportFormat.Ocsf, ExportFormat.Ecs })
            {
                var text = Encoding.UTF8.GetString((await ledger.ExportAsync(format, filter, string.Empty, reader)).Bytes);
                Assert.Equal(expected, Ids(text, format).Order());
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ChainReader.Piece - 1)]
    [InlineData(ChainReader.Piece)]
    [InlineData(ChainReader.Piece + 1)]
    public async Task An_export_is_whole_wherever_its_pieces_end(int entries)
    {
        await using var ledger = await Ledger.StartAsync();
        foreach (var chunk in Enumerable.Range(0, entries).Chunk(500))
        {
            await Task.WhenAll(chunk.Select(number => ledger.Store.Log.AppendAsync(LogStore.Entry($"r-{number}"))));
        }

        await ledger.Store.Log.AppendAsync(LogStore.Entry("last", user: "last@acme.example"));
        Assert.True(Verdicts.Of(Encoding.UTF8.GetBytes(await ledger.JsonLinesAsync())).IsClean);
        var filtered = await ledger.JsonLinesAsync(new() { User = "last@acme.example" });
        Assert.True(Verdicts.Of(Encoding.UTF8.GetBytes(filtered)).IsClean);
        Assert.Equal((1, entries),
            (Lines(filtered)[^1].GetProperty("entries").GetInt32(), Lines(filtered)[^1].GetProperty("skipped").GetInt32()));
    }

    [Fact]
    public async Task Nothing_of_another_subtenant_or_tenant_stands_in_an_export_but_hashes()
    {
        await using var ledger = await Ledger.StartAsync();
        await ledger.Store.Log.AppendAsync(LogStore.Entry("mine", subtenant: "sub-1", user: "mine@acme.example"));
        await ledger.Store.Log
            .AppendAsync(LogStore.Entry("others", subtenant: "sub-2", user: "others@acme.example") with { Detail = "search=others" });
        await ledger.Store.Log.AppendAsync(LogStore.Entry("foreign", tenant: "borealis", user: "foreign@borealis.example"));
        foreach (var format in Enum.GetValues<ExportFormat>().Where(format => format != ExportFormat.Evidence))
        {
            var text = Encoding.UTF8.GetString((await ledger.ExportAsync(format, reader: LogStore.Reader(subtenant: "sub-1"))).Bytes);
            Assert.Contains("mine@acme.example", text, StringComparison.Ordinal);
            Assert.DoesNotContain("others", text, StringComparison.Ordinal);
            Assert.DoesNotContain("foreign", text, StringComparison.Ordinal);
            Assert.DoesNotContain("borealis", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Hours_of_the_week_are_a_filter_too()
    {
        await using var ledger = await Ledger.StartAsync();
        foreach (var hour in Enumerable.Range(0, 24))
        {
            await ledger.Store.Log.AppendAsync(LogStore.Entry($"r-{hour}", new DateTimeOffset(2026, 1, 5, hour, 30, 0, TimeSpan.Zero)));
        }

        var hours = new HoursOfWeek(TimeZoneInfo.Utc, (_, hour) => hour is < 7 or >= 19);
        Assert.Equal(12, await new ChainReader(ledger.Store.Contexts, LogStore.Reader().Selecting(new(new(), hours)))
            .CountAsync(CancellationToken.None));
        var export = await ledger.JsonLinesAsync(hours: hours);
        Assert.True(Verdicts.Of(Encoding.UTF8.GetBytes(export)).IsClean);
        Assert.Equal((12, 12), (Lines(export)[^1].GetProperty("entries").GetInt32(), Lines(export)[^1].GetProperty("skipped").GetInt32()));
    }

    [Fact]
    public async Task What_is_added_while_an_export_is_written_is_not_in_it()
    {
        await using var ledger = await Ledger.StartAsync();
        await ledger.AddAsync(new Random(4), 50);
        var log = new ChainReader(ledger.Store.Contexts, LogStore.Reader().For(new()));
        var (anchor, head) = await log.RangeAsync(CancellationToken.None);
        await ledger.Store.Log.AppendAsync(LogStore.Entry("late"));
        var rows = 0;
        await foreach (var piece in log.ReadAsync(anchor.Sequence, head, false, CancellationToken.None))
        {
            rows += piece.Rows.Count;
        }

        Assert.Equal((0L, head), (anchor.Sequence, (long)rows));
    }

    [Theory]
    [InlineData(ExportFormat.Csv, "access-log-acme-2026-01-31--2026-01-31.csv")]
    [InlineData(ExportFormat.Evidence, "access-log-acme-2026-01-31--2026-01-31.zip")]
    [InlineData(ExportFormat.Ocsf, "access-log-acme-2026-01-31--2026-01-31.ocsf.jsonl")]
    public async Task The_name_says_tenant_and_days(ExportFormat format, string name)
    {
        await using var ledger = await Ledger.StartAsync();
        await ledger.Store.Log.AppendAsync(LogStore.Entry("r"));
        Assert.Equal(name, (await ledger.ExportAsync(format)).File.Name);
    }

    [Fact]
    public async Task The_name_takes_the_days_of_the_filter_and_no_sign_of_a_path()
    {
        await using var ledger = await Ledger.StartAsync();
        await ledger.Store.Log.AppendAsync(LogStore.Entry("r", subtenant: "a.b"));
        var filter = new AccessFilter { From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), Until = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero) };
        Assert.Equal("access-log-acme-a-b-2026-01-01--2026-01-31.csv",
            (await ledger.ExportAsync(ExportFormat.Csv, filter, reader: LogStore.Reader(subtenant: "a.b"))).File.Name);
    }

    private static List<JsonElement> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private static IEnumerable<Guid> Ids(string text, ExportFormat format) => format switch
    {
        ExportFormat.Csv => CsvText.Read(text).Skip(2).Select(cells => Guid.Parse(cells[3])),
        ExportFormat.Ocsf => Lines(text).Select(line => line.GetProperty("metadata").GetProperty("uid").GetGuid()),
        ExportFormat.Ecs => Lines(text).Select(line => line.GetProperty("event").GetProperty("id").GetGuid()),
        _ => Lines(text).Where(line => line.TryGetProperty("id", out _)).Select(line => line.GetProperty("id").GetGuid()),
    };
}
