using System.Net;
using System.Text.Json;
using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using Enterprise.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Enterprise.Web.Tests.AccessLog;

/// <summary>
/// How an auditor finds an entry among many, through real authentication; the entries are put into the log with the times that a test
/// needs.
/// </summary>
public sealed class FindingTests : World
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("user=bert", "bert")]
    [InlineData("user=id-of-bert", "bert")]
    [InlineData("user=ber", "")]
    [InlineData("action=ExportAccessLog", "export")]
    [InlineData("action=EraseUser", "")]
    [InlineData("outcome=Failed", "slow")]
    [InlineData("action=OpenPage&action=ExportAccessLog", "door export")]
    [InlineData("action=OpenPage&action=ExportAccessLog&action=ViewAsset&action=ViewAsset&action=EraseUser", "door export pump slow")]
    [InlineData("action=OpenPage&action=&action=ViewAsset&outcome=Failed&outcome=Denied", "door slow")]
    [InlineData("outcome=Failed&outcome=Denied", "door slow")]
    [InlineData("outcome=Failed&outcome=Granted&asset=00000000000000000000000000000007", "pump slow")]
    [InlineData("user=anna&action=OpenPage&action=ExportAccessLog", "door export")]
    [InlineData("refused=true", "door slow")]
    [InlineData("reason=role_missing", "door")]
    [InlineData("reason=role", "")]
    [InlineData("asset=00000000000000000000000000000007", "pump slow")]
    [InlineData("address=192.0.2.9", "bert")]
    [InlineData("address=203.0.113.5", "pump")]
    [InlineData("request=r-pump", "pump")]
    [InlineData("request=r-nothing", "")]
    [InlineData("from=2026-01-30&to=2026-01-30", "bert door export pump slow")]
    [InlineData("from=2026-01-31", "late")]
    [InlineData("user=anna&refused=true&asset=00000000000000000000000000000007", "slow")]
    public async Task Every_condition_finds_what_it_names_and_nothing_else(string query, string expected)
    {
        await Fill();
        Assert.Equal(expected, await Requests($"/access-log?{query}"));
    }

    [Theory]
    [InlineData("UTC", "2026-03-29", "m1 m2 m3")]
    [InlineData("Europe/Berlin", "2026-03-29", "m0 m1 m2")]
    [InlineData("Asia/Kolkata", "2026-03-30", "m2 m3")]
    [InlineData("", "2026-03-28", "m0")]
    public async Task The_last_day_counts_whole_in_the_chosen_zone_also_when_clocks_change(string zone, string day, string expected)
    {
        // In Berlin that Sunday has 23 hours: from 2026-03-28 23:00 to 2026-03-29 22:00 UTC.
        await Append("m0", new(2026, 3, 28, 23, 0, 0, TimeSpan.Zero));
        await Append("m1", new(2026, 3, 29, 0, 59, 59, TimeSpan.Zero));
        await Append("m2", new DateTimeOffset(2026, 3, 29, 22, 0, 0, TimeSpan.Zero).AddTicks(-10));
        await Append("m3", new(2026, 3, 29, 22, 0, 0, TimeSpan.Zero));
        Assert.Equal(expected, await Requests($"/access-log?from={day}&to={day}&zone={Uri.EscapeDataString(zone)}"));
    }

    [Fact]
    public async Task Outside_working_hours_are_nights_and_weekends_of_the_chosen_zone()
    {
        await Append("friday-early", new(2026, 1, 30, 6, 59, 59, TimeSpan.Zero));
        await Append("friday-begin", new(2026, 1, 30, 7, 0, 0, TimeSpan.Zero));
        await Append("friday-end", new DateTimeOffset(2026, 1, 30, 19, 0, 0, TimeSpan.Zero).AddTicks(-10));
        await Append("friday-late", new(2026, 1, 30, 19, 0, 0, TimeSpan.Zero));
        await Append("saturday", new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));
        await Append("monday", new(2026, 2, 2, 12, 0, 0, TimeSpan.Zero));

        Assert.Equal("friday-early friday-late saturday", await Requests("/access-log?outside=true&to=2026-02-02"));
        Assert.Equal("friday-end friday-late saturday", await Requests("/access-log?outside=true&to=2026-02-02&zone=Europe/Berlin"));
        Assert.Equal("friday-late", await Requests("/access-log?weekday=Friday&hour=19"));
        Assert.Equal("monday saturday", await Requests("/access-log?hour=12&to=2026-02-02"));
    }

    [Fact]
    public async Task A_search_for_hours_goes_on_where_it_was_given_up()
    {
        // The newest 104 entries of any hour are looked through first, then 24 days' spans: one night lies among these, the other further
        // back.
        var first = new DateTimeOffset(2025, 6, 2, 12, 0, 0, TimeSpan.Zero);
        await Append("night", first.AddHours(-9));
        await Append("later-night", first.AddDays(90).AddHours(-9));
        await Task.WhenAll(Enumerable.Range(0, 200).Select(day => Append($"day-{day}", first.AddDays(day))));

        using var auditor = Auditor();
        var (found, pages, address) = (new List<string?>(), 0, "/access-log?hour=3&size=25&to=2025-12-31");
        while (address is not null)
        {
            var page = await JsonAsync(await auditor.GetAsync(new Uri(address, UriKind.Relative)));
            found.AddRange(Ids(page));
            pages++;
            address = page.GetProperty("_links").TryGetProperty("next", out var next) ? next.GetProperty("href").GetString() : null;
        }

        Assert.Equal(["later-night", "night"], found);
        Assert.InRange(pages, 2, 4);
    }

    [Fact]
    public async Task A_sample_is_the_same_again_while_entries_arrive_and_says_seed_and_bound()
    {
        for (var number = 0; number < 60; number++)
        {
            await Append($"n{number}", Noon.AddMinutes(number), entry =>
                entry with { Outcome = number % 2 == 0 ? AccessOutcome.Denied : AccessOutcome.Granted });
        }

        using var auditor = Auditor();
        var first = await JsonAsync(await auditor.GetAsync(new Uri("/access-log/sample?n=10&refused=true&seed=7", UriKind.Relative)));
        await Append("late", Noon.AddDays(1), entry => entry with { Outcome = AccessOutcome.Denied });
        var self = first.GetProperty("_links").GetProperty("self").GetProperty("href").GetString()!;
        var again = await JsonAsync(await auditor.GetAsync(new Uri(self, UriKind.Relative)));
        var other = await JsonAsync(
            await auditor.GetAsync(new Uri("/access-log/sample?n=10&refused=true&seed=8&upto=60", UriKind.Relative)));

        Assert.Equal("/access-log/sample?refused=true&n=10&seed=7&upto=60", self);
        Assert.Equal(10, Ids(first).Distinct().Count());
        Assert.All(Ids(first), id => Assert.True(int.Parse(id![1..], System.Globalization.CultureInfo.InvariantCulture) % 2 == 0));
        Assert.Equal(Ids(first), Ids(again));
        Assert.NotEqual(Ids(first), Ids(other));
        Assert.Equal(60, again.GetProperty("upTo").GetInt64());
    }

    [Fact]
    public async Task An_entrys_page_shows_all_of_it_with_its_seal_and_the_reading_is_recorded()
    {
        await Fill();
        using var auditor = Auditor();
        var id = (await Entries("/access-log?request=r-pump"))[0].GetProperty("id").GetString();
        var one = await JsonAsync(await auditor.GetAsync(new Uri($"/access-log/entries/{id}", UriKind.Relative)));
        Assert.Equal(64, one.GetProperty("seal").GetProperty("hash").GetString()!.Length);
        Assert.Equal("203.0.113.5", one.GetProperty("entry").GetProperty("subjectForwarded").GetString());
        Assert.Equal(("ReadAccessLog", "Granted", 1L), (LogRows()[0].Action, LogRows()[0].Outcome, LogRows()[0].Items));

        using var browser = Auditor(accept: "text/html");
        var page = await browser.GetStringAsync(new Uri($"/access-log/entries/{id}", UriKind.Relative));
        Assert.Contains("viewed asset Pump 7", page, StringComparison.Ordinal);
        Assert.Contains("the same token was used from another IP address before", page, StringComparison.Ordinal);
        Assert.Contains("set by a trusted proxy", page, StringComparison.Ordinal);
        Assert.All(new[] { "?request=r-pump", "?user=id-of-anna", $"?asset={Id(7)}" }, link =>
            Assert.Contains($"/access-log{link}\"", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_entry_of_another_tenant_is_not_found_and_the_attempt_is_recorded()
    {
        await Fill();
        var id = (await Entries("/access-log?request=r-pump"))[0].GetProperty("id").GetString();
        using var other = Auditor("borealis");
        using var answer = await other.GetAsync(new Uri($"/access-log/entries/{id}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(("borealis", "ReadAccessLog", "Denied", "not_found"),
            (LogRows()[0].Tenant, LogRows()[0].Action, LogRows()[0].Outcome, LogRows()[0].Reason));
    }

    [Fact]
    public async Task An_erased_person_is_said_to_be_erased()
    {
        await Fill();
        var id = (await Entries("/access-log?request=r-pump"))[0].GetProperty("id").GetString();
        Erase("r-pump");
        using var auditor = Auditor(accept: "text/html");

        Assert.Contains("The personal data of this entry",
            await auditor.GetStringAsync(new Uri($"/access-log/entries/{id}", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Contains("Erased user", await auditor.GetStringAsync(new Uri("/access-log?request=r-pump", UriKind.Relative)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_count_by_hours_and_assets_and_lead_to_the_entries()
    {
        await Fill();
        using var auditor = Auditor();
        const string query = "from=2026-01-30&to=2026-01-31";
        var counts = await JsonAsync(await auditor.GetAsync(new Uri($"/access-log/charts?{query}", UriKind.Relative)));
        Assert.Equal([(5, 2), (1, 0)], counts.GetProperty("hours").EnumerateArray()
            .Select(hour => (hour.GetProperty("all").GetInt32(), hour.GetProperty("refused").GetInt32())));
        Assert.Equal(("Pump 7", 2), (counts.GetProperty("assets")[0].GetProperty("name").GetString(), counts.GetProperty("assets")[0]
            .GetProperty("count").GetInt32()));
        Assert.Equal(6, LogRows()[0].Items);

        using var browser = Auditor(accept: "text/html");
        var page = await browser.GetStringAsync(new Uri($"/access-log/charts?{query}&user=anna", UriKind.Relative));
        Assert.Contains("/access-log?user=anna&amp;from=2026-01-30&amp;to=2026-01-30&amp;hour=12\"", page, StringComparison.Ordinal);
        Assert.Contains("weekday=Friday&amp;hour=12\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_actions_and_outcomes_go_through_pages_sample_pictures_export_and_the_entry_of_the_reading()
    {
        await Fill();
        await Append("second", Noon.AddMinutes(1), entry =>
            entry with { Action = AccessAction.ViewAsset, Resource = Id(7), ResourceName = "Pump 7" });
        const string query = "action=ViewAsset&action=ExportAccessLog&outcome=Granted&outcome=Failed&from=2026-01-30&to=2026-01-30";
        using var auditor = Auditor();

        Assert.Equal("export pump second slow", await Requests($"/access-log?{query}"));
        Assert.Equal(query, LogRows()[0].Detail);
        Assert.Equal("export pump second slow", await Requests($"/access-log/sample?{query}&seed=7"));
        var counts = await JsonAsync(await auditor.GetAsync(new Uri($"/access-log/charts?{query}", UriKind.Relative)));
        Assert.Equal((4, 1), (counts.GetProperty("hours")[0].GetProperty("all").GetInt32(), counts.GetProperty("hours")[0]
            .GetProperty("refused").GetInt32()));
        Assert.Equal(3, counts.GetProperty("assets")[0].GetProperty("count").GetInt32());
        var export = await JsonAsync(await auditor.GetAsync(new Uri($"/access-log/export?{query}", UriKind.Relative)));
        Assert.Equal((4, query), (export.GetProperty("entries").GetInt32(), export.GetProperty("filter").GetString()));

        using var browser = Auditor(accept: "text/html");
        var page = await browser.GetStringAsync(new Uri($"/access-log?{query}", UriKind.Relative));
        Assert.All(new[] { "ViewAsset", "ExportAccessLog", "Granted", "Failed" }, value =>
            Assert.Contains($"value=\"{value}\" checked=\"checked\"", page, StringComparison.Ordinal));
        Assert.DoesNotContain("value=\"Denied\" checked", page, StringComparison.Ordinal);
        // The chip that removes one action leaves the other.
        Assert.Contains(
            "/access-log?action=ExportAccessLog&amp;outcome=Granted&amp;outcome=Failed&amp;from=2026-01-30&amp;to=2026-01-30\"", page,
             StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/access-log?zone=Moon/Base", "zone")]
    [InlineData("/access-log?zone=../../etc/passwd", "zone")]
    [InlineData("/access-log?time=Century", "time")]
    [InlineData("/access-log?hour=24", "hour")]
    [InlineData("/access-log?weekday=9", "weekday")]
    [InlineData("/access-log/sample?n=0", "n")]
    [InlineData("/access-log/sample?n=251", "n")]
    [InlineData("/access-log/sample?seed=-1", "seed")]
    [InlineData("/access-log/charts?from=2024-01-01&to=2026-01-01", "to")]
    [InlineData("/access-log/entries/7", "id")]
    public async Task A_question_that_cannot_be_is_said_to_be_so(string address, string field)
    {
        using var auditor = Auditor();
        using var answer = await auditor.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await JsonAsync(answer)).GetProperty("errors").TryGetProperty(field, out _));
        using var browser = Auditor(accept: "text/html");
        using var page = await browser.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.Contains("field-validation-error", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/access-log?user={0}&reason={0}&request={0}")]
    [InlineData("/access-log/sample?asset={0}")]
    [InlineData("/access-log/charts?user={0}")]
    public async Task What_is_asked_for_is_text(string address)
    {
        const string hostile = "\"><img src=x onerror=alert(1)>";
        using var auditor = Auditor(accept: "text/html");
        var page = await auditor.GetStringAsync(
            new Uri(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, Uri.EscapeDataString(hostile)),
            UriKind.Relative));
        Assert.Contains("&lt;img src=x", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
    }

    private async Task Fill()
    {
        await Append("pump", Noon, entry => entry with
        {
            Action = AccessAction.ViewAsset, Resource = Id(7), ResourceName = "Pump 7", Remark = AccessRemark.TokenSeenElsewhere,
            Subject = entry.Subject! with { Forwarded = "203.0.113.5", IsForwardedTrusted = true },
        });
        await Append("slow", Noon, entry =>
            entry with { Action = AccessAction.ViewAsset, Resource = Id(7), Outcome = AccessOutcome.Failed, Reason = "platform_slow" });
        await Append("door", Noon, entry =>
            entry with { Action = AccessAction.OpenPage, Resource = "/", Outcome = AccessOutcome.Denied, Reason = "role_missing" });
        await Append("bert", Noon, entry => entry with { Subject = new("id-of-bert", "bert", "192.0.2.9", null, false, null) });
        await Append("export", Noon, entry => entry with { Action = AccessAction.ExportAccessLog });
        await Append("late", Noon.AddHours(12));
        await Append("foreign", Noon, entry => entry with { Tenant = TenantId.Parse("borealis") });
    }

    private Task Append(string request, DateTimeOffset at, Func<AccessEntry, AccessEntry>? change = null)
    {
        var entry = new AccessEntry
        {
            Id = Guid.CreateVersion7(), At = at, Tenant = TenantId.Parse("acme"),
                Subject = new("id-of-anna", "anna", "192.0.2.7", null, false, "curl/8"),
            Action = AccessAction.ListAssets, Outcome = AccessOutcome.Granted, RequestId = $"r-{request}", Node = "node-1",
                Version = "1.2.3",
        };
        return App.Services.GetRequiredService<IAccessLog>().AppendAsync(change?.Invoke(entry) ?? entry);
    }

    private void Erase(string request)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={App.LogFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "DROP TRIGGER Subjects_no_DELETE; DELETE FROM Subjects WHERE Position = (SELECT Position FROM Entries "
            + "WHERE RequestId = @request)";
        command.Parameters.AddWithValue("@request", request);
        command.ExecuteNonQuery();
    }

    private async Task<JsonElement[]> Entries(string address)
    {
        using var auditor = Auditor();
        using var answer = await auditor.GetAsync(new Uri(address, UriKind.Relative));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return [.. (await JsonAsync(answer)).GetProperty("_embedded").GetProperty("entries").EnumerateArray()];
    }

    /// <summary>The entries that were put into the log, by their names in alphabetical order.</summary>
    private async Task<string> Requests(string address) => string.Join(' ', (await Entries(address))
        .Select(entry => entry.GetProperty("requestId").GetString()!).Where(id => id.StartsWith("r-", StringComparison.Ordinal))
        .Select(id => id[2..]).Order(StringComparer.Ordinal));

    private static IEnumerable<string?> Ids(JsonElement page) =>
        [.. page.GetProperty("_embedded").GetProperty("entries").EnumerateArray()
            .Select(entry => entry.GetProperty("requestId").GetString()![2..])];
}
