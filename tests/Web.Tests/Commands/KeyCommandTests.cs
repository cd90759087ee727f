using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Commands;

/// <summary>
/// <c>audit accept-rollback</c> and <c>audit rotate-key</c> as an operator meets them: the service as a process that refuses its start, the
/// question, the next start.
/// </summary>
public sealed class KeyCommandTests
{
    private static readonly string[] Accept = ["accept-rollback", "--reason", "restored"];

    [Theory, OnSqlite, OnPostgres]
    public async Task A_database_that_went_back_is_not_served_until_somebody_says_yes_to_the_loss(LogDatabase on)
    {
        await using var place = await ServicePlace.MakeAsync(on);
        await using (var app = await place.ServeAsync())
        {
            await place.AskAsync(app, 3);
            await app.KillAsync();
        }

        await place.BackUpAsync();
        await using (var app = await place.ServeAsync())
        {
            await place.AskAsync(app, 2);
            await app.KillAsync();
        }

        await using (var app = await place.ServeAsync())
        {
            Assert.Equal("5", place.Store.Read("SELECT max(Size) FROM Checkpoints"));
            await app.KillAsync();
        }

        Assert.Equal(1, (await place.AuditAsync([.. Accept, "--yes"])).Exit); // There is nothing to accept.
        place.Restore();
        var (exit, output) = await place.RefuseAsync();
        Assert.Equal(1, exit);
        Assert.Single(output.Split('\n'), line =>
            line.StartsWith("Cannot start: The database is older than its checkpoint archive ", StringComparison.Ordinal)
            && line.Contains("'audit accept-rollback'", StringComparison.Ordinal));

        await place.AuditAsync("status");
        var before = place.Everything();
        var dry = await place.AuditAsync([.. Accept, "--dry-run", "--json"]);
        Assert.True(dry.Exit == 0, dry.Error);
        Assert.Equal((5L, 3L, 2), (dry.Json.GetProperty("size").GetInt64(), dry.Json.GetProperty("restored")
            .GetInt64(), dry.Json.GetProperty("epoch").GetInt32()));
        Assert.Equal(1, (await place.AuditAsync(Accept)).Exit);
        var no = await place.TypeAsync("no", Accept);
        Assert.True(no.Exit == 1 && no.Output.Contains("Type yes to continue", StringComparison.Ordinal), no.Output);
        Assert.Equal(before, place.Everything());

        var yes = await place.TypeAsync("yes", Accept);
        Assert.True(yes.Exit == 0, yes.Output);
        Assert.Contains("Epoch 2 started", yes.Output, StringComparison.Ordinal);
        await using (var app = await place.ServeAsync())
        {
            await place.AskAsync(app, 1);
            await app.KillAsync();
        }

        Assert.Equal("lost", place.Store.Read("SELECT string_agg(Kind, ',') FROM Statements"));
        Assert.Equal("AcceptRollback|2", place.Store.Read(
            "SELECT Action || '|' || Items FROM Entries ORDER BY Position DESC LIMIT 1 OFFSET 1"));
        Assert.Equal("5|2", place.Store.Read("SELECT Sequence || '|' || Epoch FROM Seals ORDER BY Ordinal DESC LIMIT 1"));
        await AssertGreenAsync(place);
        Assert.Equal(1, (await place.AuditAsync([.. Accept, "--yes"])).Exit);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_new_key_is_signed_in_by_the_old_one_which_may_then_go(LogDatabase on)
    {
        await using var place = await ServicePlace.MakeAsync(on);
        string old;
        await using (var app = await place.ServeAsync())
        {
            await place.AskAsync(app, 2);
            old = Path.GetFileNameWithoutExtension(Assert.Single(Directory.EnumerateFiles(place.Keys, "*.key")));
            var dry = await place.AuditAsync("rotate-key", "--dry-run", "--json");
            Assert.True(dry.Exit == 0 && dry.Json.GetProperty("dryRun").GetBoolean(), dry.Error);
            Assert.Equal(1, (await place.TypeAsync("no", "rotate-key")).Exit);
            Assert.Single(Directory.EnumerateFiles(place.Keys, "*.key"));

            var done = await place.TypeAsync("yes", "rotate-key");
            Assert.True(done.Exit == 0, done.Output);
            await place.AskAsync(app, 1);
            await app.KillAsync();
        }

        var next = Path.GetFileNameWithoutExtension(Directory.EnumerateFiles(place.Keys, "*.key")
            .Single(file => !file.Contains(old, StringComparison.Ordinal)));
        Assert.Equal("new-key", place.Store.Read("SELECT string_agg(Kind, ',') FROM Statements"));
        Assert.Equal("ListAssets,ListAssets,ChangeKey,ListAssets",
            place.Store.Read("SELECT string_agg(Action, ',' ORDER BY Position) FROM Entries"));
        File.Delete(Path.Combine(place.Keys, old + ".key"));
        await using (var app = await place.ServeAsync())
        {
            await app.KillAsync();
        }

        Assert.Contains($"\nkey {next}\n", place.Store.Read("SELECT Text FROM Checkpoints ORDER BY Number DESC LIMIT 1"),
            StringComparison.Ordinal);
        await AssertGreenAsync(place);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_dry_run_changes_not_a_byte_whatever_it_would_do(LogDatabase on)
    {
        await using var place = await ServicePlace.MakeAsync(on);
        await using (var app = await place.ServeAsync())
        {
            await place.AskAsync(app, 3);
            await app.KillAsync();
        }

        place.Store.Age("acme", days: 500);
        Assert.Equal(0, (await place.AuditAsync("hold", "--unauthenticated", "--reason", "case 7", "--yes")).Exit);
        await place.Store.SealedAsync();
        var before = place.Everything();
        (string Says, string[] Words)[] verbs =
        [
            ("3", ["prune"]), ("3", ["prune", "--rebuild"]),
                ("3", ["erase", "--user", "anna@acme.example", "--tenant", "acme", "--reason", "asked"]),
            ("true", ["erase", "--user", "anna@acme.example", "--tenant", "acme", "--reason", "anna@acme.example asked"]),
                ("3", ["pseudonymise", "--older-than-days", "30"]),
            ("true", ["hold", "--tenant", "acme", "--reason", "case 8"]), ("false", ["hold", "--unauthenticated", "--reason", "again"]),
                ("true", ["release", "--unauthenticated", "--reason", "closed"]),
            ("true", ["rotate-key"]),
        ];
        foreach (var (says, words) in verbs)
        {
            var outcome = await place.AuditAsync([.. words, "--dry-run", "--json"]);
            Assert.True(outcome.Exit == 0 && outcome.Json.GetProperty("dryRun").GetBoolean(),
                $"{string.Join(' ', words)}: {outcome.Output}{outcome.Error}");
            Assert.Contains($":{says}", outcome.Output, StringComparison.Ordinal);
            Assert.Equal(before, place.Everything());
        }

        Assert.Equal(0, (await place.AuditAsync("status")).Exit);
        Assert.Equal(before, place.Everything());
    }

    private static async Task AssertGreenAsync(ServicePlace place)
    {
        var verified = await place.AuditAsync("verify", "--json");
        Assert.True(verified.Exit == 0, verified.Output + verified.Error);
        Assert.True(verified.Json.GetProperty("intact").GetBoolean());
    }
}
