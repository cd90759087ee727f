using System.Globalization;
using Enterprise.Testing;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Enterprise.Web.Tests.Commands;

/// <summary>An operator's commands, in a process of their own beside a service that runs.</summary>
public sealed class AuditCommandTests : World
{
    private const string Mail = "greta.gone@acme.example";
    private const string Address = "203.0.113.77";

    protected override (string Key, string Value)[] Settings => [("Proxies:Known:0", "127.0.0.1")];

    [Fact]
    public async Task Without_a_terminal_a_change_needs_yes_and_a_dry_run_changes_nothing()
    {
        await ViewAsync(Mail);
        var before = LogRows().Count;

        var refused = await CommandLine.AuditAsync(App.LogFile, "erase", "--user", Mail, "--tenant", "acme", "--reason", "ticket 7");
        Assert.Equal(1, refused.Exit);
        Assert.Contains("--yes", refused.Error, StringComparison.Ordinal);
        var dry = await CommandLine.AuditAsync(App.LogFile, "erase", "--user", Mail, "--tenant", "acme", "--reason", "ticket 7", "--dry-run", "--json");
        Assert.Equal((0, 1L), (dry.Exit, dry.Json.GetProperty("entries").GetInt64()));
        Assert.Equal(before, LogRows().Count);
    }

    [Fact]
    public async Task An_erased_person_is_nowhere_in_the_files_and_the_erasure_is_an_entry_that_does_not_say_who()
    {
        await ViewAsync(Mail);
        await ViewAsync("li@acme.example");
        using (var auditor = Auditor())
        {
            (await auditor.GetAsync(new Uri($"/access-log?user={Uri.EscapeDataString(Mail)}", UriKind.Relative))).Dispose();
        }

        Assert.NotEqual(0, Grep(Mail, Address, Uri.EscapeDataString(Mail)));
        var done = await CommandLine.AuditAsync(App.LogFile, "erase", "--user", $"id-of-{Mail}", "--tenant", "acme", "--reason", "ticket 7", "--yes", "--json");

        Assert.True(done.Exit == 0, done.Error);
        Assert.Equal((1L, 1L, 0L), (done.Json.GetProperty("entries").GetInt64(), done.Json.GetProperty("details").GetInt64(), done.Json.GetProperty("traces").GetInt64()));
        Assert.Equal(0, Grep(Mail, Address, Uri.EscapeDataString(Mail)));
        Assert.DoesNotContain(Mail, done.Output + done.Error, StringComparison.Ordinal);
        Assert.Equal(("acme", "EraseUser", "Granted", 2L, Environment.UserName), (LogRows()[0].Tenant, LogRows()[0].Action, LogRows()[0].Outcome, LogRows()[0].Items, LogRows()[0].User));
        Assert.Equal(4, Number("SELECT max(Sequence) FROM Seals WHERE Tenant = 'acme'"));
        var verified = await CommandLine.AuditAsync(App.LogFile, "verify", "--json");
        Assert.True(verified is { Exit: 0 } && verified.Json.GetProperty("intact").GetBoolean(), verified.Output + verified.Error);
        await ViewAsync("li@acme.example");
        Assert.Equal(6, Number("SELECT max(Sequence) FROM Seals WHERE Tenant = 'acme'"));
    }

    [Fact]
    public async Task Held_entries_stay_and_old_ones_go_once_they_are_released()
    {
        await ViewAsync(Mail);
        await ViewAsync(Mail);
        Age("acme", days: 401);
        var verified = await CommandLine.AuditAsync(App.LogFile, "verify", "--tenant", "acme", "--json");
        Assert.Equal((1, "Edited"), (verified.Exit, verified.Json.GetProperty("faults")[0].GetProperty("kind").GetString()));
        Assert.Equal(("VerifyAccessLog", "Failed"), (LogRows()[0].Action, LogRows()[0].Outcome));
        Assert.Equal(0, (await CommandLine.AuditAsync(App.LogFile, "hold", "--tenant", "acme", "--reason", "case 1", "--yes")).Exit);
        var held = await CommandLine.AuditAsync(App.LogFile, "prune", "--yes", "--json");
        Assert.Equal((0, "acme"), (held.Exit, held.Json.GetProperty("held")[0].GetString()));
        Assert.Equal(4, LogRows().Count);
        Assert.Equal(1, (await CommandLine.AuditAsync(App.LogFile, "hold", "--tenant", "acme", "--reason", "case 1", "--yes")).Exit);

        Assert.Equal(0, (await CommandLine.AuditAsync(App.LogFile, "release", "--tenant", "acme", "--reason", "closed", "--yes")).Exit);
        var status = await CommandLine.AuditAsync(App.LogFile, "status", "--json");
        Assert.False(status.Json.GetProperty("chains")[0].GetProperty("isHeld").GetBoolean());
        var pruned = await CommandLine.AuditAsync(App.LogFile, "prune", "--yes", "--json");
        Assert.Equal((0, 2L), (pruned.Exit, pruned.Json.GetProperty("pruned")[0].GetProperty("entries").GetInt64()));
        Assert.Equal(["PruneAccessLog", "ReleaseAccessLog", "HoldAccessLog", "VerifyAccessLog"], LogRows().Select(row => row.Action));

        var table = await CommandLine.AuditAsync(App.LogFile, "status");
        Assert.Equal(0, table.Exit);
        Assert.Contains("400 days", table.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", table.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("erase", "--tenant", "acme", "--reason", "x")]
    [InlineData("erase", "--user", "u", "--tenant", "ACME", "--reason", "x")]
    [InlineData("erase", "--user", "u", "--tenant", "acme", "--reason", "two\nlines")]
    [InlineData("hold", "--reason", "x")]
    [InlineData("hold", "--reason", "x", "--tenant", "acme", "--all-tenants")]
    [InlineData("pseudonymise", "--older-than-days", "0")]
    [InlineData("pseudonymise", "--yes")]
    [InlineData("status", "--", "--AccessLog:Retention:Days", "89")]
    [InlineData("status", "--", "--AccessLog:Retention:Tenants:ACME", "500")]
    [InlineData("status", "--", "--ConnectionStrings:AccessLog", "Data Source=/proc/nowhere/log.db")]
    public async Task Wrong_usage_and_wrong_configuration_end_with_2_and_what_to_try(params string[] words)
    {
        var outcome = await CommandLine.AuditAsync(App.LogFile, words);
        Assert.Equal(2, outcome.Exit);
        Assert.Contains("What happened", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("What to try", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(LogRows());
    }

    private async Task ViewAsync(string user)
    {
        using var client = App.ClientWith(TokenOf("acme", "assets.user", user));
        client.DefaultRequestHeaders.Add("X-Forwarded-For", user == Mail ? Address : "192.0.2.9");
        (await client.GetAsync(new Uri("/", UriKind.Relative))).EnsureSuccessStatusCode();
    }

    private long Number(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={App.LogFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Makes entries look older than they are; only a test may.</summary>
    private void Age(string tenant, int days) => Number(
        "DROP TRIGGER Entries_no_UPDATE; "
        + string.Create(CultureInfo.InvariantCulture, $"UPDATE Entries SET At = At - {days * 86_400_000_000L} WHERE Tenant = '{tenant}'; SELECT 0"));

    private int Grep(params string[] texts) => StoredBytes.Count(App.LogFile, texts);
}
