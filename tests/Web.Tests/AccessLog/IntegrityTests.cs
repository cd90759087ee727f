using System.Net;
using System.Text.Json;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.AccessLog;

/// <summary>The page that says whether the chain is intact.</summary>
public sealed class IntegrityTests : World
{
    private static readonly Uri Page = new("/access-log/integrity", UriKind.Relative);
    private static readonly Uri Verify = new("/access-log/integrity/verify", UriKind.Relative);

    [Fact]
    public async Task A_verification_runs_behind_the_page_and_is_an_entry_with_its_range_before_its_result_is_shown()
    {
        using var auditor = App.ClientWith(TokenOf("acme", "assets.auditor", "clara@acme.example"));
        using (await auditor.GetAsync(new Uri("/access-log", UriKind.Relative)))
        {
        }

        Assert.Contains("Not verified", (await JsonAsync(auditor, Page)).GetProperty("state").GetString(), StringComparison.Ordinal);
        await VerifiedAsync(auditor, Verify, "Chain intact: 1 – 1, last verified");
        var entry = (await JsonAsync(auditor, new("/access-log?action=VerifyAccessLog", UriKind.Relative))).GetProperty("_embedded")
            .GetProperty("entries")[0];
        Assert.Equal((1, "entries=1-1&faults=0"), (entry.GetProperty("items").GetInt32(), entry.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task A_range_is_verified_by_itself_and_one_that_ends_before_it_begins_is_refused_at_its_field()
    {
        using var auditor = App.ClientWith(TokenOf("acme", "assets.auditor", "clara@acme.example"));
        for (var entry = 0; entry < 3; entry++)
        {
            using var seen = await auditor.GetAsync(new Uri("/access-log", UriKind.Relative));
        }

        await LogCopy.CheckpointAsync(App);
        await VerifiedAsync(auditor, new("/access-log/integrity/verify?from=2&to=2", UriKind.Relative),
            "Range intact: 2 – 3, last verified");
        auditor.DefaultRequestHeaders.Accept.Clear();
        auditor.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        Assert.Contains("its signed root was recomputed", await auditor.GetStringAsync(Page), StringComparison.Ordinal);
        using var refused = await auditor.GetAsync(new Uri("/access-log/integrity/verify?from=5&to=2", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("Enter an entry number that is not less than the first.", await refused.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_says_the_checkpoint_and_what_it_can_prove()
    {
        using var auditor = App.ClientWith(TokenOf("acme", "assets.auditor", "clara@acme.example"), "text/html");
        var page = await auditor.GetStringAsync(Page);
        Assert.Contains("<title>Integrity · Asset explorer</title>", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("<a href=\"/access-log\" aria-current=\"page\">", page, StringComparison.Ordinal);
        Assert.Contains("Latest checkpoint", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/access-log/integrity/verify\"", page, StringComparison.Ordinal);
        Assert.Contains("What verification proves", page, StringComparison.Ordinal);
        Assert.Contains("<h1>Integrity</h1>", await auditor.GetStringAsync(Verify), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_an_auditor_may_look_or_verify()
    {
        using var user = App.ClientWith(TokenOf("acme", "assets.user", "anna@acme.example"));
        foreach (var address in new[] { Page, Verify })
        {
            using var answer = await user.GetAsync(address);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_monitor_reads_number_size_root_and_epoch_without_a_token()
    {
        using var monitor = App.ClientWith(null);
        using var answer = await monitor.GetAsync(new Uri("/health/ready", UriKind.Relative));
        var checkpoint = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("checkpoint");
        Assert.Equal(["number", "size", "root", "epoch"], checkpoint.EnumerateObject().Select(member => member.Name));
        Assert.Equal((1, 1), (checkpoint.GetProperty("number").GetInt64(), checkpoint.GetProperty("epoch").GetInt32()));
    }

    private static async Task VerifiedAsync(HttpClient auditor, Uri verify, string expected)
    {
        await JsonAsync(auditor, verify);
        var state = string.Empty;
        for (var attempt = 0; attempt < 200 && !state.StartsWith(expected, StringComparison.Ordinal); attempt++)
        {
            await Task.Delay(50);
            state = (await JsonAsync(auditor, Page)).GetProperty("state").GetString()!;
        }

        Assert.StartsWith(expected, state, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> JsonAsync(HttpClient client, Uri address)
    {
        using var answer = await client.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Clone();
    }
}
