using System.CommandLine;
using Enterprise.Application.AccessLog.Retention.PersonalData;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using Enterprise.Web.Shared;
using Spectre.Console;

namespace Enterprise.Web.Commands;

/// <summary><c>audit erase</c>: erases one user's personal data from one tenant's log. The output never contains the name.</summary>
internal static class EraseVerb
{
    private static readonly Option<string> User = Options.Required("--user", "The user's ID or exact name", IsUser);

    private static readonly Option<string> Tenant = Options.Required("--tenant", "The tenant", Options.IsTenant);

    public static Verb Make() => new(
        new Command("erase", "Erases one user's names, IDs and IP addresses from a tenant's log; the entries and their hash chain remain")
        {
            User, Tenant, Options.Reason, Options.DryRun, Options.Yes,
        },
        RunAsync);

    private static async Task<int> RunAsync(CommandRun run)
    {
        var target = new PlanErase.Query(TenantId.Parse(run.Get(Tenant)), run.Get(User)!, run.Get(Options.Reason)!);
        var plan = await run.SendAsync(target);
        run.Console.Say(
            $"{plan.Scope}: {Entries(plan.Entries)} of one user ({Words.Count(plan.Ids, "ID")}, "
            + $"{Words.Count(plan.Names, "name")}), and {Words.Count(plan.Details, "filter")} with the user's name or ID"
            + $"{(plan.IsHeld ? "; under legal hold" : string.Empty)}"
            + $"{(plan.IsReasonNaming ? "; the reason contains the user's name or ID" : string.Empty)}.");
        if (run.Get(Options.DryRun))
        {
            run.Console.Answer(new { dryRun = true, scope = plan.Scope.ToString(), plan.Ids, plan.Names, plan.Entries, plan.Details,
                plan.IsHeld, plan.IsReasonNaming }, _ => { });
        }

        if (run.Ask("The personal data cannot be restored.") is { } code)
        {
            return code;
        }

        var done = await run.WorkAsync("Erasing", plan.Entries, progress => new EraseUser.Command(target, progress));
        run.Console.Answer(
            new { scope = plan.Scope.ToString(), done.Entries, done.Details, done.IsRebuilt, done.Traces, done.Rest },
            console => console.WriteLine(
                $"Erased the user's personal data from {Entries(done.Entries)} and {Words.Count(done.Details, "filter")}."
                + $"{(done.IsRebuilt ? " The database files were rebuilt." : string.Empty)}{Limits(done)}"));
        if (done.Traces is null or 0)
        {
            return AuditCommand.Done;
        }

        run.Console.Refuse(
            "The database files still contain the user's name or ID.",
            $"It occurs {Words.Count(done.Traces.Value)} times outside the erased entries: in filters of another tenant, or as part of "
            + "other words.",
            "If it is the same person, erase the data in that tenant too.");
        return AuditCommand.Refused;
    }

    private static string Limits(EraseUser.Result done) =>
        (done.Traces is null ? " The files of the database server cannot be checked from here." : string.Empty)
            + (done.Rest is null ? string.Empty : $" Note: {done.Rest}.");

    private static string Entries(long number) => number == 1 ? "1 entry" : $"{Words.Count(number)} entries";

    private static string? IsUser(string text) => text.Length is 0 or > Subject.MaxName ? $"Enter 1 to {Subject.MaxName} characters."
        : null;
}
