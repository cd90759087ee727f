using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Commands;

/// <summary>
/// An operator's commands, in a process of their own beside a service that runs, as the roles that docs/postgresql-roles.sql makes.
/// </summary>
public sealed class AuditCommandTests
{
    private const string Last =
        "SELECT e.Tenant || ' ' || Action || ' ' || Outcome || ' ' || Items || ' ' || UserName FROM Entries e JOIN Subjects s ON "
        + "s.Position = e.Position ORDER BY e.Position DESC LIMIT 1";

    // Of this test alone: the tests' databases share one server, whose write-ahead log is looked through too.
    private readonly string _mail = $"greta.{Guid.NewGuid():N}@acme.example";
    private readonly string _address = $"2001:db8::{Group()}:{Group()}:{Group()}";

    [Theory, OnSqlite, OnPostgres]
    public async Task Without_a_terminal_a_change_needs_yes_and_a_dry_run_changes_nothing(LogDatabase on)
    {
        await using var world = await CommandWorld.StartAsync(on);
        await ViewAsync(world, _mail);
        var before = world.Count();

        var refused = await world.AuditAsync("erase", "--user", _mail, "--tenant", "acme", "--reason", "ticket 7");
        Assert.Equal(1, refused.Exit);
        Assert.Contains("--yes", refused.Error, StringComparison.Ordinal);
        var dry = await world.AuditAsync("erase", "--user", _mail, "--tenant", "acme", "--reason", "ticket 7", "--dry-run", "--json");
        Assert.Equal((0, 1L), (dry.Exit, dry.Json.GetProperty("entries").GetInt64()));
        Assert.Equal(before, world.Count());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_erased_person_is_nowhere_in_the_files_and_the_erasure_is_an_entry_that_does_not_say_who(LogDatabase on)
    {
        await using var world = await CommandWorld.StartAsync(on);
        await ViewAsync(world, _mail);
        await ViewAsync(world, "li@acme.example");
        using (var auditor = world.Auditor())
        {
            (await auditor.GetAsync(new Uri($"/access-log?user={Uri.EscapeDataString(_mail)}", UriKind.Relative))).Dispose();
        }

        string[] traces = [_mail, _address, Uri.EscapeDataString(_mail)];
        Assert.All(traces, trace => Assert.NotEqual(0, world.Store.Count(trace)));
        var done = await world.AuditAsync("erase", "--user", $"id-of-{_mail}", "--tenant", "acme", "--reason", "ticket 7", "--yes",
            "--json");

        Assert.True(done.Exit == 0, done.Error);
        Assert.Equal((1L, 1L, on == LogDatabase.Postgres),
            (done.Json.GetProperty("entries").GetInt64(), done.Json.GetProperty("details").GetInt64(), done.Json.GetProperty("isRebuilt")
            .GetBoolean()));
        Assert.Equal((on == LogDatabase.Sqlite ? "0" : "", ""),
            (done.Json.GetProperty("traces").ToString(), done.Json.GetProperty("rest").ToString()));
        Assert.All(traces, trace => Assert.Equal(0, world.Store.Count(trace)));
        Assert.DoesNotContain(_mail, done.Output + done.Error, StringComparison.Ordinal);
        Assert.Equal($"acme EraseUser Granted 2 {Environment.UserName}", world.Store.Read(Last));
        await world.Store.SealedAsync();
        Assert.Equal("4", world.Store.Read("SELECT max(Sequence) FROM Seals WHERE Tenant = 'acme'"));
        var verified = await world.AuditAsync("verify", "--json");
        Assert.True(verified is { Exit: 0 } && verified.Json.GetProperty("intact").GetBoolean(), verified.Output + verified.Error);
        await ViewAsync(world, "li@acme.example");
        await world.Store.SealedAsync();
        Assert.Equal("6", world.Store.Read("SELECT max(Sequence) FROM Seals WHERE Tenant = 'acme'"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Held_entries_stay_and_old_ones_go_once_they_are_released(LogDatabase on)
    {
        await using var world = await CommandWorld.StartAsync(on);
        await ViewAsync(world, _mail);
        await ViewAsync(world, _mail);
        await world.Store.SealedAsync();
        world.Store.Age("acme", days: 401);
        var verified = await world.AuditAsync("verify", "--tenant", "acme", "--json");
        Assert.Equal((1, "Edited"), (verified.Exit, verified.Json.GetProperty("faults")[0].GetProperty("kind").GetString()));
        Assert.StartsWith("acme VerifyAccessLog Failed ", world.Store.Read(Last), StringComparison.Ordinal);
        Assert.Equal(0, (await world.AuditAsync("hold", "--tenant", "acme", "--reason", "case 1", "--yes")).Exit);
        var held = await world.AuditAsync("prune", "--yes", "--json");
        Assert.Equal((0, "acme"), (held.Exit, held.Json.GetProperty("held")[0].GetString()));
        Assert.Equal("4", world.Count());
        Assert.Equal(1, (await world.AuditAsync("hold", "--tenant", "acme", "--reason", "case 1", "--yes")).Exit);
        Assert.Equal(1, (await world.AuditAsync("erase", "--user", _mail, "--tenant", "acme", "--reason", "asked", "--yes")).Exit);
        Assert.StartsWith("acme EraseUser Denied ", world.Store.Read(Last), StringComparison.Ordinal);

        Assert.Equal(0, (await world.AuditAsync("release", "--tenant", "acme", "--reason", "closed", "--yes")).Exit);
        var status = await world.AuditAsync("status", "--json");
        Assert.False(status.Json.GetProperty("chains")[0].GetProperty("isHeld").GetBoolean());
        var pruned = await world.AuditAsync("prune", "--yes", "--json");
        Assert.True(pruned.Exit == 0, pruned.Error);
        Assert.Equal(2L, pruned.Json.GetProperty("pruned")[0].GetProperty("entries").GetInt64());
        Assert.Equal("PruneAccessLog,ReleaseAccessLog,EraseUser,HoldAccessLog,HoldAccessLog,VerifyAccessLog", world.Actions());

        var table = await world.AuditAsync("status");
        Assert.Equal(0, table.Exit);
        Assert.Contains("400 days", table.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", table.Output, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Old_entries_are_pseudonymised_and_the_chain_is_whole(LogDatabase on)
    {
        await using var world = await CommandWorld.StartAsync(on);
        await ViewAsync(world, _mail);
        await ViewAsync(world, "li@acme.example");
        await world.Store.SealedAsync();
        Assert.Equal("[]", (await world.AuditAsync("pseudonymise", "--older-than-days", "1", "--yes", "--json")).Json.GetProperty(
            "pseudonymised").ToString());

        // The test cannot wait for a day, and the chain tells that the time was changed: that alone.
        world.Store.Age("acme", days: 2);
        var done = await world.AuditAsync("pseudonymise", "--older-than-days", "1", "--yes", "--rebuild", "--json");
        Assert.True(done.Exit == 0, done.Error);
        Assert.Equal(2L, done.Json.GetProperty("pseudonymised")[0].GetProperty("entries").GetInt64());
        Assert.Equal(0, world.Store.Count(_mail, _address));
        Assert.Equal("2|1", world.Store.Read("SELECT (SELECT count(*) FROM Pseudonyms) || '|' || (SELECT count(*) FROM Subjects)"));
        var verified = await world.AuditAsync("verify", "--json");
        Assert.All(verified.Json.GetProperty("faults").EnumerateArray(), fault =>
            Assert.Equal("Edited", fault.GetProperty("kind").GetString()));
        Assert.Equal(2, verified.Json.GetProperty("faults").GetArrayLength());
    }

    [PostgresFact]
    public async Task The_service_s_role_removes_nothing_and_is_refused_before_anything_is_recorded()
    {
        await using var world = await CommandWorld.StartAsync(LogDatabase.Postgres);
        await ViewAsync(world, _mail);
        string[] asService = ["--yes", "--", "--ConnectionStrings:AccessLogMaintenance", world.Store.Database!.Application];
        string[][] verbs = [["prune"], ["erase", "--user", _mail, "--tenant", "acme", "--reason", "asked"],
            ["pseudonymise", "--older-than-days", "1"]];
        foreach (var verb in verbs)
        {
            var outcome = await world.AuditAsync([.. verb, .. asService]);
            Assert.Equal(2, outcome.Exit);
            Assert.Contains("AccessLogMaintenance", outcome.Error, StringComparison.Ordinal);
        }

        Assert.Equal("1|0", world.Store.Read("SELECT (SELECT count(*) FROM Entries) || '|' || (SELECT count(*) FROM Statements)"));
    }

    [Fact]
    public async Task Wrong_usage_and_wrong_configuration_end_with_2_and_what_to_try()
    {
        await using var world = await CommandWorld.StartAsync(LogDatabase.Sqlite);
        var elsewhere = Directory.CreateTempSubdirectory("enterprise-elsewhere-").FullName;
        string[][] wrong =
        [
            ["nothing"],
            ["erase", "--tenant", "acme", "--reason", "x"],
            ["erase", "--user", "u", "--tenant", "ACME", "--reason", "x"],
            ["erase", "--user", "u", "--tenant", "acme", "--reason", "two\nlines"],
            ["hold", "--reason", "x"],
            ["hold", "--reason", "x", "--tenant", "acme", "--all-tenants"],
            ["pseudonymise", "--older-than-days", "0"],
            ["pseudonymise", "--yes"],
            ["accept-rollback", "--yes"],
            ["status", "--", "--AccessLog:Retention:Days", "89"],
            ["status", "--", "--AccessLog:Retention:Tenants:ACME", "500"],
            ["status", "--", "--ConnectionStrings:AccessLog", "Data Source=/proc/nowhere/log.db"],
            ["status", "--", "--ConnectionStrings:AccessLog", $"Data Source={elsewhere}/log.db"],
            ["rotate-key", "--yes", "--", "--AccessLog:Keys", elsewhere],
            ["erase", "--user", "u", "--tenant", "acme", "--reason", "x", "--dry-run", "--", "--AccessLog:Keys", elsewhere],
        ];
        foreach (var words in wrong)
        {
            var outcome = await world.AuditAsync(words);
            Assert.True(outcome.Exit == 2, $"{string.Join(' ', words)}: {outcome.Exit} {outcome.Error}");
            Assert.Contains("What happened", outcome.Error, StringComparison.Ordinal);
            Assert.Contains("What to do", outcome.Error, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere));
        Directory.Delete(elsewhere);
        Assert.Equal("0", world.Count());
    }

    private async Task ViewAsync(CommandWorld world, string user)
    {
        using var client = world.App.ClientWith(world.TokenOf("acme", "assets.user", user));
        client.DefaultRequestHeaders.Add("X-Forwarded-For", user == _mail ? _address : "192.0.2.9");
        (await client.GetAsync(new Uri("/", UriKind.Relative))).EnsureSuccessStatusCode();
    }

    private static string Group() => Random.Shared.Next(0x1000, 0x10000).ToString("x", System.Globalization.CultureInfo.InvariantCulture);
}
