using System.CommandLine;
using Enterprise.Application.AccessLog.Retention;

namespace Enterprise.Web.Commands;

/// <summary><c>audit hold</c> and <c>audit release</c>: under legal hold, no entries of a tenant are removed.</summary>
internal static class HoldVerb
{
    public static Verb MakeHold() => Make("hold", "Places a tenant's log under legal hold: no entries are removed", isHeld: true);

    public static Verb MakeRelease() => Make("release", "Releases a legal hold", isHeld: false);

    private static Verb Make(string name, string description, bool isHeld)
    {
        var command = new Command(name, description) { Options.Reason, Options.DryRun, Options.Yes };
        Options.AddScope(command);
        return new(command, run => RunAsync(run, isHeld));
    }

    private static async Task<int> RunAsync(CommandRun run, bool isHeld)
    {
        var (scope, reason) = (Options.ScopeOf(run), run.Get(Options.Reason)!);
        var isNew = (await run.SendAsync(new ShowLogStatus.Query())).Holds.Contains(scope) != isHeld;
        var conflict = isNew ? string.Empty
            : isHeld ? " (already under legal hold: will be refused)" : " (not under legal hold: will be refused)";
        run.Console.Say($"{scope}: {(isHeld ? "place legal hold" : "release legal hold")}. Reason: {reason}{conflict}");
        if (run.Ask(isHeld ? "No entries will be removed until the hold is released."
            : "Entries older than the retention period can be removed after this.") is { } code)
        {
            if (run.Get(Options.DryRun))
            {
                run.Console.Answer(new { dryRun = true, scope = scope.ToString(), isHeld, isNew }, _ => { });
            }

            return code;
        }

        await run.SendAsync(new SetLegalHold.Command(scope, isHeld, reason));
        run.Console.Answer(new { scope = scope.ToString(), isHeld }, console =>
            Spectre.Console.AnsiConsoleExtensions.WriteLine(console, "Done. The change was signed and recorded."));
        return AuditCommand.Done;
    }
}
