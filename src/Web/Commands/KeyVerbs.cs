using System.CommandLine;
using Enterprise.Application.AccessLog.Retention.Checkpoints;
using Enterprise.Web.Shared;
using Spectre.Console;

namespace Enterprise.Web.Commands;

/// <summary><c>audit accept-rollback</c> and <c>audit rotate-key</c>.</summary>
internal static class KeyVerbs
{
    public static Verb MakeAcceptRollback() => new(
        new Command("accept-rollback",
        "Accepts a restored older database: signs a record of the lost entries and starts a new epoch. Stop the service first")
        {
            Options.Reason, Options.DryRun, Options.Yes,
        },
        AcceptAsync);

    public static Verb MakeRotateKey() => new(
        new Command("rotate-key", "Creates a new signing key, signed by the old one") { Options.DryRun, Options.Yes }, RotateAsync);

    private static async Task<int> AcceptAsync(CommandRun run)
    {
        if (await run.SendAsync(new FindRollback.Query()) is not { } found)
        {
            run.Console.Refuse("Nothing to accept.", "The database is as new as the checkpoint archive.", "Start the service.");
            return AuditCommand.Refused;
        }

        run.Console.Say($"{found.Why} The database has {Words.Count(found.Restored)} of at least {Words.Count(found.Size)} entries.");
        if (run.Get(Options.DryRun))
        {
            run.Console.Answer(new { dryRun = true, found.Why, found.Number, found.Size, found.Restored, found.Epoch }, _ => { });
        }

        if (run.Ask("The lost entries cannot be recovered, and the log will record the loss.") is { } code)
        {
            return code;
        }

        var accepted = (await run.SendAsync(new AcceptRollback.Command(run.Get(Options.Reason)!))).Result!;
        run.Console.Answer(
            new { accepted.Why, accepted.Number, accepted.Size, accepted.Restored, accepted.Epoch },
            console => console.WriteLine($"Accepted and signed. Epoch {accepted.Epoch} started. Start the service."));
        return AuditCommand.Done;
    }

    private static async Task<int> RotateAsync(CommandRun run)
    {
        if (run.Get(Options.DryRun))
        {
            run.Console.Answer(new { dryRun = true }, console =>
                console.WriteLine("A new key would be created and signed by the old one."));
        }

        if (run.Ask("Checkpoints and statements will be signed with a new key from now on.") is { } code)
        {
            return code;
        }

        var id = (await run.SendAsync(new RotateLogKey.Command())).Result;
        run.Console.Answer(new { key = id }, console =>
            console.WriteLine($"Key {id} is now the signing key. Keep protecting the folder of AccessLog:Keys: old public keys are "
            + "still needed for verification."));
        return AuditCommand.Done;
    }
}
