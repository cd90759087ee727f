using System.CommandLine;
using Enterprise.Web.Shared;
using Spectre.Console;

namespace Enterprise.Web.Commands;

/// <summary><c>audit pseudonymise</c>: replaces the personal part of old entries by a keyed hash of the user's id.</summary>
internal static class PseudonymiseVerb
{
    private const int MostDays = 36_500;

    private static readonly Option<int?> Days = new("--older-than-days")
    {
        Description = "Entries older than this; AccessLog:PseudonymiseAfterDays where it is not given",
        Validators =
        {
            result =>
            {
                if (result.GetValueOrDefault<int?>() is < 1 or > MostDays)
                {
                    result.AddError($"--older-than-days: give 1 to {MostDays}.");
                }
            },
        },
    };

    private static readonly Option<bool> Rebuild = new("--rebuild") { Description = "Write the store's file anew afterwards; the service cannot write meanwhile" };

    public static Verb Make() => new(
        new Command("pseudonymise", "Replaces who and from where in old entries by a keyed hash of the user's id") { Days, Options.DryRun, Options.Yes, Rebuild }, RunAsync);

    private static async Task<int> RunAsync(CommandRun run)
    {
        if ((run.Get(Days) ?? run.Keeper.PseudonymiseAfterDays) is not { } days)
        {
            run.Terminal.Refuse("audit pseudonymise does not know how old is old.", "Neither --older-than-days nor AccessLog:PseudonymiseAfterDays is given.", "Give one of them.");
            return AuditCommand.WrongUsage;
        }

        var plans = await run.Keeper.PlanPseudonymiseAsync(days, run.Cancel);
        var free = plans.Where(plan => !plan.IsHeld).ToList();
        if (!run.Terminal.IsJson || run.Get(Options.DryRun))
        {
            run.Terminal.Answer(
                new { dryRun = true, days, chains = plans.Select(plan => new { scope = plan.Scope.ToString(), plan.Entries, plan.Before, plan.IsHeld }) },
                console =>
                {
                    var table = Terminal.Table("tenant", "entries", "legal hold");
                    plans.ToList().ForEach(plan => table.AddRow(new Text(plan.Scope.ToString()), new Text(Words.Count(plan.Entries)), new Text(plan.IsHeld ? "held: stays" : "no")));
                    console.Write(table);
                });
        }

        if (free.Count > 0 && run.Ask($"{Words.Count(free.Sum(plan => plan.Entries))} entries will lose who and from where.") is { } code)
        {
            return code;
        }

        foreach (var plan in free)
        {
            await run.Terminal.WorkAsync($"Pseudonymising {plan.Scope}", plan.Entries, progress => run.Keeper.PseudonymiseAsync(plan, run.By, progress, run.Cancel));
        }

        var rest = free.Count > 0 ? await run.Keeper.WipeAsync(run.Get(Rebuild), run.Cancel) : null;

        if (!run.Get(Options.DryRun))
        {
            run.Terminal.Answer(
                new { days, pseudonymised = free.Select(plan => new { scope = plan.Scope.ToString(), plan.Entries }), held = plans.Where(plan => plan.IsHeld).Select(plan => plan.Scope.ToString()), rest },
                console => console.WriteLine(free.Count == 0 ? "Nothing is old enough." : $"{Words.Count(free.Sum(plan => plan.Entries))} entries name nobody any more.{(rest is null ? string.Empty : $" Note: {rest}.")}"));
        }

        return AuditCommand.Done;
    }
}
