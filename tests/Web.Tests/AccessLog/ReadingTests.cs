using System.Net;
using System.Text.Json;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.AccessLog;

/// <summary>What an auditor reads.</summary>
public sealed class ReadingTests : World
{
    [Fact]
    public async Task An_auditor_reads_the_own_tenants_entries_newest_first_and_the_reading_is_one_of_them()
    {
        await View(TokenOf("acme", "assets.user", "anna@acme.example"));
        await View(TokenOf("borealis", "assets.user", "erik@borealis.example"));
        await View(TokenOf("acme", "assets.user", "li@acme.example"));

        var first = await Read(string.Empty);
        var second = await Read(string.Empty);

        Assert.Equal(["li@acme.example", "anna@acme.example"], Users(first));
        Assert.Equal(["clara@acme.example", "li@acme.example", "anna@acme.example"], Users(second));
    }

    [Fact]
    public async Task An_auditor_of_a_subtenant_reads_only_that_subtenants_entries()
    {
        await View(TokenOf("acme", "assets.user", "anna@acme.example"));
        await View(TokenOf("acme", "assets.user", "sofia@acme.example", "sub-1"));
        await View(TokenOf("acme", "assets.user", "sven@acme.example", "sub-2"));

        using var auditor = App.ClientWith(TokenOf("acme", "assets.auditor", "clara@acme.example", "sub-1"));
        using var answer = await auditor.GetAsync(new Uri("/access-log", UriKind.Relative));

        Assert.Equal(["sofia@acme.example"], Users(await JsonAsync(answer)));
    }

    [Fact]
    public async Task Every_filter_filters()
    {
        await View(TokenOf("acme", "assets.user", "anna@acme.example"));
        await View(TokenOf("acme", "assets.operator", "omar@acme.example"), "/access-log");
        await View(TokenOf("acme", "assets.user", "li@acme.example"), $"/assets/{Id(1)}");
        var today = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(["anna@acme.example"], Users(await Read("?user=anna@acme.example")));
        Assert.Equal(["anna@acme.example"], Users(await Read("?user=id-of-anna@acme.example")));
        Assert.Equal(["omar@acme.example"], Users(await Read("?outcome=Denied&action=OpenPage")));
        Assert.Equal(["anna@acme.example"], Users(await Read("?action=ListAssets")));
        Assert.Equal(["anna@acme.example"], Users(await Read($"?action=ListAssets&from={today}&to={today}")));
        Assert.Empty(Users(await Read("?action=ListAssets&to=2020-01-01")));
        Assert.Empty(Users(await Read("?action=ListAssets&from=2999-01-01")));
        Assert.Empty(Users(await Read("?user=nobody")));
    }

    [Fact]
    public async Task Pages_neither_repeat_nor_lose_entries_while_new_ones_arrive()
    {
        using var user = User();
        for (var number = 0; number < 60; number++)
        {
            (await user.GetAsync(new Uri($"/?search=n{number}", UriKind.Relative))).Dispose();
        }

        var seen = new List<string>();
        for (var address = "/access-log?action=ListAssets&size=25"; address is not null;)
        {
            using var auditor = Auditor();
            using var answer = await auditor.GetAsync(new Uri(address, UriKind.Relative));
            var page = await JsonAsync(answer);
            seen.AddRange(page.GetProperty("_embedded").GetProperty("entries").EnumerateArray()
                .Select(entry => entry.GetProperty("detail").GetString()!));
            (await user.GetAsync(new Uri("/?search=late", UriKind.Relative))).Dispose();
            address = page.GetProperty("_links").TryGetProperty("next", out var next) ? next.GetProperty("href").GetString() : null;
        }

        Assert.Equal(Enumerable.Range(0, 60).Reverse().Select(number => $"search=n{number}"), seen);
    }

    [Theory]
    [InlineData("?outcome=Maybe", "outcome")]
    [InlineData("?action=77", "action")]
    [InlineData("?from=yesterday", "from")]
    [InlineData("?from=2026-02-02&to=2026-02-01", "to")]
    [InlineData("?before=x", "before")]
    [InlineData("?size=7", "size")]
    public async Task A_filter_that_cannot_be_is_said_to_be_so(string query, string field)
    {
        using var auditor = Auditor();
        using var answer = await auditor.GetAsync(new Uri($"/access-log{query}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await JsonAsync(answer)).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task The_page_says_what_happened_in_a_sentence()
    {
        await View(TokenOf("acme", "assets.operator", "omar@acme.example"), "/access-log");
        using var auditor = Auditor(accept: "text/html");
        var page = await auditor.GetStringAsync(new Uri("/access-log", UriKind.Relative));

        Assert.Contains("was denied access to the access log: missing role &quot;auditor&quot;", page, StringComparison.Ordinal);
    }

    private async Task View(string token, string path = "/")
    {
        Platform.Assets = PlatformDouble.Answer(200, path == "/" ? OneAssetList : OneAsset);
        using var client = App.ClientWith(token);
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
    }

    private async Task<JsonElement> Read(string query)
    {
        using var auditor = Auditor();
        using var answer = await auditor.GetAsync(new Uri($"/access-log{query}", UriKind.Relative));
        Assert.True(answer.IsSuccessStatusCode, $"{query}: {await answer.Content.ReadAsStringAsync()}");
        return await JsonAsync(answer);
    }

    private static IEnumerable<string?> Users(JsonElement page) =>
        page.GetProperty("_embedded").GetProperty("entries").EnumerateArray()
            .Select(entry => entry.GetProperty("subjectUserName").GetString());
}
