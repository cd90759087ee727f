using System.CommandLine;

namespace Enterprise.Web.Commands;

/// <summary><c>audit hold</c> and <c>audit release</c>: while a tenant is held, nothing of its log is removed.</summary>
internal static class HoldVerb
{
    public static Verb MakeHold() => Make("hold", "Puts a tenant's log under legal hold: nothing of it is removed", isHeld: true);

    public static Verb MakeRelease() => Make("release", "Ends a legal hold", isHeld: false);

    private static Verb Make(string name, string description, bool isHeld)
    {
        var command = new Command(name, description) { Options.Reason, Options.DryRun, Options.Yes };
        Options.AddScope(command);
        return new(command, run => RunAsync(run, isHeld));
    }

    private static async Task<int> RunAsync(CommandRun run, bool isHeld)
    {
        var (scope, reason) = (Options.ScopeOf(run), run.Get(Options.Reason)!);
        var isNew = await run.Keeper.IsHeldAsync(scope, run.Cancel) != isHeld;
        run.Terminal.Say($"{scope}: {(isHeld ? "legal hold begins" : "legal hold ends")}, because: {reason}{(isNew ? string.Empty : " (which is so already: refused)")}");
        if (run.Ask(isHeld ? "Nothing of it will be removed until it is released." : "What is older than the retention can be removed from then on.") is { } code)
        {
            if (run.Get(Options.DryRun))
            {
                run.Terminal.Answer(new { dryRun = true, scope = scope.ToString(), isHeld, isNew }, _ => { });
            }

            return code;
        }

        await (isHeld ? run.Keeper.HoldAsync(scope, reason, run.By, run.Cancel) : run.Keeper.ReleaseAsync(scope, reason, run.By, run.Cancel));
        run.Terminal.Answer(new { scope = scope.ToString(), isHeld }, console => Spectre.Console.AnsiConsoleExtensions.WriteLine(console, "Done and signed."));
        return AuditCommand.Done;
    }
}
