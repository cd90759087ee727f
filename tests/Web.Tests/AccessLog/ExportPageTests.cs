using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.AccessLog;

/// <summary>Exporting as an auditor does it: count, beginning, progress, file.</summary>
public sealed class ExportPageTests : World
{
    [Fact]
    public async Task An_auditor_sees_the_count_begins_an_export_and_fetches_a_file_with_the_sha_256_that_the_page_showed()
    {
        await ViewAsync("anna@acme.example", 3);
        await ViewAsync("=cmd|' /C calc'!A0", 2);
        await ViewAsync("erik@borealis.example", 1, "borealis");
        using var auditor = Auditor();

        Assert.Equal(5, (await ReadAsync(auditor, "/access-log/export?action=ListAssets")).GetProperty("entries").GetInt32());
        var place = await BeginAsync(auditor, "format=Csv&action=ListAssets");
        var state = await FinishedAsync(auditor, place);
        using var answer = await auditor.GetAsync(new Uri(state.GetProperty("file").GetProperty("href").GetString()!, UriKind.Relative));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var text = Encoding.UTF8.GetString(bytes);

        Assert.Equal(5, state.GetProperty("written").GetInt32());
        Assert.Equal(state.GetProperty("file").GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal($"sha-256=:{Convert.ToBase64String(SHA256.HashData(bytes))}:", answer.Headers.GetValues("Repr-Digest").Single());
        Assert.StartsWith("access-log-acme-", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition.DispositionType);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Contains("\"'=cmd|' /C calc'!A0\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain(",=cmd", text, StringComparison.Ordinal);
        Assert.DoesNotContain("borealis", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beginning_and_fetching_are_recorded_with_form_filter_and_number()
    {
        await ViewAsync("anna@acme.example", 3);
        using var auditor = Auditor();
        var place = await BeginAsync(auditor, "format=Csv&action=ListAssets");
        var state = await FinishedAsync(auditor, place);
        using var file = await auditor.GetAsync(new Uri($"{place}/file", UriKind.Relative));

        var rows = LogRows().Where(row => row.Action == "ExportAccessLog").ToList();
        Assert.Equal(
            [("Granted", 3L, state.GetProperty("file").GetProperty("name").GetString(), "format=Csv&action=ListAssets"),
            ("Granted", 3L, null, "format=Csv&action=ListAssets")],
            rows.Select(row => (row.Outcome, row.Items, row.Name, row.Detail)));
    }

    [Fact]
    public async Task Nothing_is_handed_out_that_cannot_be_recorded()
    {
        await ViewAsync("anna@acme.example", 1);
        using var auditor = Auditor();
        var place = await BeginAsync(auditor, "format=Csv");
        await FinishedAsync(auditor, place);
        using var hold = HoldLog();
        using var answer = await auditor.GetAsync(new Uri($"{place}/file", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.DoesNotContain("anna", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_is_its_user_s_alone_and_a_new_one_replaces_it()
    {
        await ViewAsync("anna@acme.example", 1);
        using var auditor = Auditor();
        var place = await BeginAsync(auditor, "format=Csv");
        await FinishedAsync(auditor, place);
        foreach (var other in new[] { TokenOf("acme", "assets.auditor", "other@acme.example"), TokenOf("borealis", "assets.auditor"),
            TokenOf("acme", "assets.auditor", subtenant: "sub-1") })
        {
            using var client = App.ClientWith(other);
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri(place, UriKind.Relative))).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri($"{place}/file", UriKind.Relative))).StatusCode);
        }

        var second = await BeginAsync(auditor, "format=Ecs");
        await FinishedAsync(auditor, second);
        Assert.Equal(HttpStatusCode.NotFound, (await auditor.GetAsync(new Uri($"{place}/file", UriKind.Relative))).StatusCode);
        using var user = User();
        Assert.Equal(HttpStatusCode.Forbidden, (await user.GetAsync(new Uri($"{second}/file", UriKind.Relative))).StatusCode);
    }

    [PythonFact]
    public async Task What_is_exported_as_json_lines_and_as_evidence_verifies_outside()
    {
        await ViewAsync("anna@acme.example", 3);
        await ViewAsync("erik@borealis.example", 2, "borealis");
        using var auditor = Auditor();
        var folder = Directory.CreateTempSubdirectory("enterprise-evidence-").FullName;
        foreach (var query in new[] { "format=JsonLines", "format=JsonLines&user=anna@acme.example", "format=Evidence&outcome=Granted" })
        {
            var place = await BeginAsync(auditor, query);
            await FinishedAsync(auditor, place);
            await File.WriteAllBytesAsync(Path.Combine(folder, "export.jsonl"),
                await auditor.GetByteArrayAsync(new Uri($"{place}/file", UriKind.Relative)));
            if (query.Contains("Evidence", StringComparison.Ordinal))
            {
                File.Move(Path.Combine(folder, "export.jsonl"), Path.Combine(folder, "evidence.zip"));
                await System.IO.Compression.ZipFile.ExtractToDirectoryAsync(Path.Combine(folder, "evidence.zip"), folder);
            }

            var start = new System.Diagnostics.ProcessStartInfo(
                Tool.Python.Require(), [Path.Combine(EnterpriseHost.RepositoryRoot, "docs", "verify", "audit_verify.py"),
                Path.Combine(folder, "export.jsonl")]) { UseShellExecute = false, RedirectStandardOutput = true };
            using var verifier = System.Diagnostics.Process.Start(start)!;
            var said = await verifier.StandardOutput.ReadToEndAsync();
            await verifier.WaitForExitAsync();
            Assert.True(verifier.ExitCode == 0, $"{query}: {said}");
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Purpose", "prefetch")]
    public async Task Another_site_and_a_browser_s_guess_begin_nothing(string name, string value)
    {
        using var auditor = Auditor();
        auditor.DefaultRequestHeaders.Add(name, value);
        using var answer = await auditor.GetAsync(new Uri("/access-log/export/begin?format=Csv&user=x", UriKind.Relative));

        Assert.Equal((HttpStatusCode.SeeOther, "/access-log/export?user=x"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        Assert.DoesNotContain(LogRows(), row => row.Action == "ExportAccessLog");
    }

    [Fact]
    public async Task The_pages_work_without_a_script()
    {
        await ViewAsync("anna@acme.example", 2);
        using var auditor = Auditor(accept: "text/html");
        var page = await auditor.GetStringAsync(new Uri("/access-log/export?user=anna@acme.example", UriKind.Relative));
        Assert.Contains("2 entries", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/access-log/export/begin?format=Csv&amp;user=anna%40acme.example\"", page, StringComparison.Ordinal);

        using var json = Auditor();
        var place = await BeginAsync(json, "format=Csv&user=anna@acme.example");
        var state = await FinishedAsync(json, place);
        using var ready = await auditor.GetAsync(new Uri(place, UriKind.Relative));
        var text = await ready.Content.ReadAsStringAsync();
        Assert.Contains(state.GetProperty("file").GetProperty("sha256").GetString()!, text, StringComparison.Ordinal);
        Assert.Contains($"href=\"{place}/file\"", text, StringComparison.Ordinal);
        Assert.False(ready.Headers.Contains("Refresh"));
    }

    [Theory]
    [InlineData("/access-log/export?outcome=Maybe")]
    [InlineData("/access-log/export?from=2026-02-02&to=2026-02-01")]
    public async Task A_filter_that_cannot_be_is_said_to_be_so(string address)
    {
        using var auditor = Auditor();
        Assert.Equal(HttpStatusCode.BadRequest, (await auditor.GetAsync(new Uri(address, UriKind.Relative))).StatusCode);
        using var page = Auditor(accept: "text/html");
        Assert.Equal(HttpStatusCode.BadRequest, (await page.GetAsync(new Uri(address, UriKind.Relative))).StatusCode);
    }

    private async Task ViewAsync(string user, int times, string tenant = "acme")
    {
        using var client = App.ClientWith(TokenOf(tenant, "assets.user", user));
        for (var time = 0; time < times; time++)
        {
            (await client.GetAsync(new Uri("/", UriKind.Relative))).Dispose();
        }
    }

    private static async Task<JsonElement> ReadAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await JsonAsync(answer);
    }

    private static async Task<string> BeginAsync(HttpClient client, string query)
    {
        using var answer = await client.GetAsync(new Uri($"/access-log/export/begin?{query}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    private static async Task<JsonElement> FinishedAsync(HttpClient client, string place)
    {
        for (var attempt = 0; attempt < 300; attempt++)
        {
            var state = await ReadAsync(client, place);
            Assert.False(state.TryGetProperty("fault", out var fault), fault.ToString());
            if (state.TryGetProperty("file", out _))
            {
                return state;
            }

            await Task.Delay(30);
        }

        throw new TimeoutException("The export was not finished.");
    }
}
