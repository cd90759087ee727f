using System.Net;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.AccessLog;

/// <summary>Nothing is shown that is not recorded first.</summary>
public sealed class NoRecordNoAnswerTests : World
{
    [Theory]
    [InlineData("/")]
    [InlineData("/access-log")]
    public async Task A_log_that_takes_no_entries_means_503_within_two_and_a_half_seconds_and_nothing_shown(string path)
    {
        await App.WaitForHealthAsync();
        using var client = App.ClientWith(TokenOf("acme", path == "/" ? "assets.user" : "assets.auditor"));
        using (HoldLog())
        {
            var begun = TimeProvider.System.GetTimestamp();
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.InRange(TimeProvider.System.GetElapsedTime(begun).TotalSeconds, 0, 2.5);

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
            var body = await answer.Content.ReadAsStringAsync();
            Assert.Contains("log_unavailable", body, StringComparison.Ordinal);
            Assert.DoesNotContain("Pump 7", body, StringComparison.Ordinal);
            await App.WaitForHealthAsync("red");
        }

        for (var attempt = 0; attempt < 40; attempt++)
        {
            using var again = await client.GetAsync(new Uri(path, UriKind.Relative));
            if (again.StatusCode == HttpStatusCode.OK)
            {
                return;
            }

            await Task.Delay(100);
        }

        Assert.Fail("The log was let go, and the page stayed away.");
    }

    [Fact]
    public async Task The_entry_is_in_the_file_before_the_answer_arrives()
    {
        using var client = User();
        using var answer = await client.GetAsync(new Uri("/?search=pump", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

        var entry = LogRows()[0];
        Assert.Equal(answer.Headers.GetValues("X-Request-Id").Single(), entry.RequestId);
        Assert.Equal(("acme", "ListAssets", "Granted", 1L, "search=pump", "anna@acme.example"),
            (entry.Tenant, entry.Action, entry.Outcome, entry.Items, entry.Detail, entry.User));
    }

    [Fact]
    public async Task A_hundred_readers_at_once_are_a_hundred_entries()
    {
        using var client = User();
        var ids = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return answer.Headers.GetValues("X-Request-Id").Single();
        }));

        Assert.Equal(ids.Order(StringComparer.Ordinal), LogRows().Select(row => row.RequestId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_asset_that_is_not_there_is_recorded_as_refused()
    {
        Platform.Assets = PlatformDouble.Answer(404, "{}");
        using var client = User();
        using var answer = await client.GetAsync(new Uri($"/assets/{Id(5)}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(("ViewAsset", "Denied", "not_found"), (LogRows()[0].Action, LogRows()[0].Outcome, LogRows()[0].Reason));
    }

    [Theory]
    [InlineData("UPDATE Entries SET Items = 7")]
    [InlineData("DELETE FROM Entries")]
    [InlineData("UPDATE Subjects SET UserName = 'x'")]
    [InlineData("DELETE FROM Subjects")]
    public async Task The_file_itself_refuses_changes(string change)
    {
        using var client = User();
        (await client.GetAsync(new Uri("/", UriKind.Relative))).Dispose();
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={App.LogFile};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = change;

        var refusal = await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => command.ExecuteNonQueryAsync());
        Assert.Contains("insert-only", refusal.Message, StringComparison.Ordinal);
    }
}
