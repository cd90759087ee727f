using System.CommandLine;
using Enterprise.Application.AccessLog.Retention;
using Enterprise.Application.AccessLog.Retention.PersonalData;
using Enterprise.Web.Shared;
using Spectre.Console;

namespace Enterprise.Web.Commands;

/// <summary><c>audit pseudonymise</c>: replaces the personal data of old entries with a keyed hash of the user's ID.</summary>
internal static class PseudonymiseVerb
{
    private static readonly Option<int?> Days = new("--older-than-days")
    {
        Description = "Minimum age of the entries in days; default: AccessLog:PseudonymiseAfterDays",
        Validators =
        {
            result =>
            {
                if (result.GetValueOrDefault<int?>() is < 1 or > PlanPseudonymise.MaxDays)
                {
                    result.AddError($"--older-than-days: enter a number of days from 1 to {PlanPseudonymise.MaxDays}.");
                }
            },
        },
    };

    public static Verb Make() => new(
        new Command("pseudonymise", "Replaces user and IP address in old entries with a keyed hash of the user's ID")
        {
            Days, Options.DryRun, Options.Yes, Options.Rebuild,
        },
        RunAsync);

    private static async Task<int> RunAsync(CommandRun run)
    {
        if (await run.SendAsync(new PlanPseudonymise.Query(run.Get(Days))) is not var (days, plans))
        {
            run.Console.Refuse("The minimum age of the entries is missing.",
                "Neither --older-than-days nor AccessLog:PseudonymiseAfterDays is set.", "Set one of them.");
            return AuditCommand.WrongUsage;
        }

        var free = plans.Where(plan => !plan.IsHeld).ToList();
        if (!run.Console.IsJson || run.Get(Options.DryRun))
        {
            run.Console.Answer(
                new { dryRun = true, days, chains = plans.Select(
                plan => new { scope = plan.Scope.ToString(), plan.Entries, plan.Before, plan.IsHeld }) },
                console =>
                {
                    var table = CommandConsole.Table("tenant", "entries", "legal hold");
                    plans.ToList().ForEach(plan => table.AddRow(new Text(plan.Scope.ToString()), new Text(Words.Count(plan.Entries)),
                        new Text(plan.IsHeld ? "yes: entries remain" : "no")));
                    console.Write(table);
                });
        }

        if (free.Count > 0 && run.Ask($"{Words.Count(free.Sum(plan => plan.Entries))} entries will lose user and IP address.") is { } code)
        {
            return code;
        }

        foreach (var plan in free)
        {
            await run.WorkAsync(
                $"Pseudonymising {plan.Scope}", plan.Entries, progress => new PseudonymiseUsers.Command(plan, progress));
        }

        var rest = free.Count > 0 ? await run.SendAsync(new CompactStore.Command(run.Get(Options.Rebuild))) : null;

        if (!run.Get(Options.DryRun))
        {
            run.Console.Answer(
                new { days, pseudonymised = free.Select(plan => new { scope = plan.Scope.ToString(), plan.Entries }),
                held = plans.Where(plan => plan.IsHeld).Select(plan => plan.Scope.ToString()), rest },
                console => console.WriteLine(free.Count == 0 ? "No entries are old enough."
                : $"{Words.Count(free.Sum(plan => plan.Entries))} entries were "
                + $"pseudonymised.{(rest is null ? string.Empty : $" Note: {rest}.")}"));
        }

        return AuditCommand.Done;
    }
}
