using System.CommandLine;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using Enterprise.Web.Shared;
using Spectre.Console;

namespace Enterprise.Web.Commands;

/// <summary><c>audit erase</c>: forgets one person in one tenant's log. What it prints never says who.</summary>
internal static class EraseVerb
{
    private static readonly Option<string> User = Options.Required("--user", "The user's id, or a name of theirs, whole", IsUser);

    private static readonly Option<string> Tenant = Options.Required("--tenant", "The tenant", Options.IsTenant);

    public static Verb Make() => new(
        new Command("erase", "Removes one person's names, ids and addresses from a tenant's log; the entries and their chain stay")
        {
            User, Tenant, Options.Reason, Options.DryRun, Options.Yes,
        },
        RunAsync);

    private static async Task<int> RunAsync(CommandRun run)
    {
        var (tenant, user) = (TenantId.Parse(run.Get(Tenant)), run.Get(User)!);
        var plan = await run.Keeper.PlanEraseAsync(tenant, user, run.Get(Options.Reason)!, run.Cancel);
        run.Terminal.Say(
            $"{plan.Scope}: {Entries(plan.Entries)} of one person ({Words.Count(plan.Ids, "id")}, "
            + $"{Words.Count(plan.Names, "name")}), and {Words.Count(plan.Details, "filter")} that mention them"
            + $"{(plan.IsHeld ? "; under legal hold" : string.Empty)}{(plan.IsReasonNaming ? "; the reason names the person" : string.Empty)}.");
        if (run.Get(Options.DryRun))
        {
            run.Terminal.Answer(new { dryRun = true, scope = plan.Scope.ToString(), plan.Ids, plan.Names, plan.Entries, plan.Details, plan.IsHeld, plan.IsReasonNaming }, _ => { });
        }

        if (run.Ask("Who they were cannot be found out again.") is { } code)
        {
            return code;
        }

        Application.AccessLog.Keeping.Erased? done = null;
        await run.Terminal.WorkAsync(
            "Erasing", plan.Entries,
            async progress => done = await run.Keeper.EraseAsync(tenant, user, run.Get(Options.Reason)!, run.By, progress, run.Cancel));
        run.Terminal.Answer(
            new { scope = plan.Scope.ToString(), done!.Entries, done.Details, done.IsRebuilt, done.Traces, done.Rest },
            console => console.WriteLine($"{Entries(done.Entries)} and {Words.Count(done.Details, "filter")} name the person no more.{(done.IsRebuilt ? " What held it was written anew." : string.Empty)}{Limits(done)}"));
        if (done.Traces is null or 0)
        {
            return AuditCommand.Done;
        }

        run.Terminal.Refuse(
            "The person's name or id is still found in the store's files.", $"It stands there {Words.Count(done.Traces.Value)} times, outside of what was erased: in another tenant's filters, or as a part of other words.",
            "Erase it there too, where it is the same person.");
        return AuditCommand.Refused;
    }

    private static string Limits(Application.AccessLog.Keeping.Erased done) =>
        (done.Traces is null ? " The server's files cannot be searched from here." : string.Empty) + (done.Rest is null ? string.Empty : $" Note: {done.Rest}.");

    private static string Entries(long number) => number == 1 ? "1 entry" : $"{Words.Count(number)} entries";

    private static string? IsUser(string text) => text.Length is 0 or > Subject.MaxName ? $"A user's id or name has 1 to {Subject.MaxName} characters." : null;
}
