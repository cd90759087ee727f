using System.Net;
using System.Text.Json;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Isolation;

/// <summary>
/// An auditor of a subtenant reads that subtenant's entries and is told nothing of the rest of the tenant, on any page and in any file.
/// </summary>
public sealed class SubtenantTests : World
{
    private const int Others = 43;

    private readonly List<string> _foreign = [];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await App.WaitForHealthAsync();
        for (var number = 0; number < 3; number++)
        {
            await ViewAsync("own-canary@acme.example", "north");
        }

        for (var number = 0; number < Others; number++)
        {
            await ViewAsync("other-canary@acme.example", number % 2 == 0 ? "south" : null);
        }

        using var whole = App.ClientWith(TokenOf("acme", "assets.auditor", "clara@acme.example"));
        foreach (var entry in (await ReadAsync(whole, "/access-log?user=other-canary@acme.example")).GetProperty("_embedded")
            .GetProperty("entries").EnumerateArray())
        {
            _foreign.Add(entry.GetProperty("id").GetString()!);
            _foreign.Add(entry.GetProperty("requestId").GetString()!);
        }

        Assert.Equal(2 * Others, _foreign.Count);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/html")]
    public async Task On_no_page_is_there_a_word_of_the_rest_of_the_tenant(string accept)
    {
        using var auditor = App.ClientWith(TokenOf("acme", "assets.auditor", "clara-north@acme.example", "north"), accept);
        var own = LogRows().First(row => row.User == "own-canary@acme.example").RequestId;
        string[] pages =
        [
            "/access-log", "/access-log?size=100", $"/access-log?request={own}", "/access-log/sample?n=250",
                "/access-log/sample?n=250&upto=40", "/access-log/charts", "/access-log/export", "/access-log/integrity",
        ];
        foreach (var page in pages)
        {
            var text = await auditor.GetStringAsync(new Uri(page, UriKind.Relative));
            Assert.DoesNotContain("other-canary", text, StringComparison.Ordinal);
            Assert.DoesNotContain(_foreign, foreign => text.Contains(foreign, StringComparison.Ordinal));
            Assert.True(page.Contains("/c", StringComparison.Ordinal) || page.Contains("/e", StringComparison.Ordinal)
                || page.Contains("/i", StringComparison.Ordinal)
                || text.Contains("own-canary", StringComparison.Ordinal), $"{page}: the own entries are not there either.");
        }

        for (var index = 0; index < _foreign.Count; index += 2)
        {
            using var entry = await auditor.GetAsync(new Uri($"/access-log/entries/{_foreign[index]}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, entry.StatusCode);
            Assert.DoesNotContain("other-canary", await auditor.GetStringAsync(
                new Uri($"/access-log?request={_foreign[index + 1]}", UriKind.Relative)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Counts_and_samples_are_of_the_own_part()
    {
        using var auditor = App.ClientWith(TokenOf("acme", "assets.auditor", "clara-north@acme.example", "north"));

        Assert.Equal(3, (await ReadAsync(auditor, "/access-log/export?action=ListAssets")).GetProperty("entries").GetInt32());
        Assert.Equal(3, (await ReadAsync(auditor, "/access-log/charts?action=ListAssets")).GetProperty("hours").EnumerateArray()
            .Sum(hour => hour.GetProperty("all").GetInt32()));
        var sample = await ReadAsync(auditor, "/access-log/sample?n=250&action=ListAssets");
        Assert.Equal([1, 2, 3], sample.GetProperty("_embedded").GetProperty("entries").EnumerateArray()
            .Select(entry => entry.GetProperty("sequence").GetInt32()).Order());

        // The reader's own newest entry is the reading just before, behind all others; without it the sample's bound does not say how many
        // others there are.
        using var east = App.ClientWith(TokenOf("acme", "assets.auditor", "clara-east@acme.example", "east"));
        Assert.Equal(0, (await ReadAsync(east, "/access-log/sample")).GetProperty("upTo").GetInt32());
    }

    [Fact]
    public async Task A_verification_says_whether_the_chain_is_intact_and_no_number()
    {
        using var auditor = App.ClientWith(TokenOf("acme", "assets.auditor", "clara-north@acme.example", "north"));
        var state = await ReadAsync(auditor, "/access-log/integrity/verify");
        for (var attempt = 0; attempt < 200 && !state.TryGetProperty("last", out _); attempt++)
        {
            await Task.Delay(50);
            state = await ReadAsync(auditor, "/access-log/integrity");
        }

        Assert.StartsWith("Chain intact, last verified ", state.GetProperty("state").GetString(), StringComparison.Ordinal);
        Assert.Equal(["at", "isIntact"], state.GetProperty("last").EnumerateObject().Select(member => member.Name));
        Assert.True(state.GetProperty("last").GetProperty("isIntact").GetBoolean());
        using var pages = App.ClientWith(TokenOf("acme", "assets.auditor", "clara-north@acme.example", "north"), "text/html");
        var page = await pages.GetStringAsync(new Uri("/access-log/integrity", UriKind.Relative));
        Assert.Contains("Chain intact, last verified", page, StringComparison.Ordinal);
        Assert.DoesNotContain("recomputed", page, StringComparison.Ordinal);

        var recorded = (await ReadAsync(auditor, "/access-log?action=VerifyAccessLog")).GetProperty("_embedded").GetProperty("entries")[0];
        Assert.Equal((0, "intact=true"), (recorded.GetProperty("items").GetInt32(), recorded.GetProperty("detail").GetString()));
        using var whole = App.ClientWith(TokenOf("acme", "assets.auditor", "clara@acme.example"));
        Assert.True((await ReadAsync(whole, "/access-log/integrity")).GetProperty("last").GetProperty("result").GetProperty("entries")
            .GetInt32() > Others);
    }

    [Theory]
    [InlineData("Csv")]
    [InlineData("CsvWithMark")]
    [InlineData("JsonLines")]
    [InlineData("Ocsf")]
    [InlineData("Ecs")]
    [InlineData("Evidence")]
    public async Task An_export_holds_the_own_part(string format)
    {
        using var auditor = App.ClientWith(TokenOf("acme", "assets.auditor", "clara-north@acme.example", "north"));
        using var begun = await auditor.GetAsync(new Uri($"/access-log/export/begin?format={format}&action=ListAssets", UriKind.Relative));
        var state = await ReadAsync(auditor, begun.Headers.Location!.OriginalString);
        for (var attempt = 0; attempt < 200 && !state.TryGetProperty("file", out _); attempt++)
        {
            await Task.Delay(50);
            state = await ReadAsync(auditor, begun.Headers.Location!.OriginalString);
        }

        Assert.Equal(["id", "format", "filter", "expected", "written", "percent", "file"], state.EnumerateObject()
            .Select(member => member.Name));
        Assert.Equal((3, 3), (state.GetProperty("expected").GetInt32(), state.GetProperty("written").GetInt32()));
        var text = TextOf(await auditor.GetByteArrayAsync(new Uri($"{begun.Headers.Location}/file", UriKind.Relative)), format);
        Assert.Contains("own-canary", text, StringComparison.Ordinal);
        Assert.DoesNotContain("other-canary", text, StringComparison.Ordinal);
        Assert.DoesNotContain(_foreign, foreign => text.Contains(foreign, StringComparison.Ordinal));
    }

    private static string TextOf(byte[] file, string format)
    {
        if (format != "Evidence")
        {
            return System.Text.Encoding.UTF8.GetString(file);
        }

        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(file));
        return string.Concat(archive.Entries.Select(entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        }));
    }

    private async Task ViewAsync(string user, string? subtenant)
    {
        using var client = App.ClientWith(TokenOf("acme", "assets.user", user, subtenant));
        (await client.GetAsync(new Uri("/", UriKind.Relative))).EnsureSuccessStatusCode().Dispose();
    }

    private static async Task<JsonElement> ReadAsync(HttpClient client, string address) =>
        JsonDocument.Parse(await client.GetStringAsync(new Uri(address, UriKind.Relative))).RootElement.Clone();
}
