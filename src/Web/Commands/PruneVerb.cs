using System.CommandLine;
using Enterprise.Web.Shared;
using Spectre.Console;

namespace Enterprise.Web.Commands;

/// <summary><c>audit prune</c>: lets entries go that are older than the retention.</summary>
internal static class PruneVerb
{
    private static readonly Option<bool> Rebuild = new("--rebuild") { Description = "Write the store's file anew afterwards; the service cannot write meanwhile" };

    public static Verb Make() => new(
        new Command("prune", "Removes the oldest entries of each tenant, those older than its retention (AccessLog:Retention)") { Options.DryRun, Options.Yes, Rebuild }, RunAsync);

    private static async Task<int> RunAsync(CommandRun run)
    {
        var plans = await run.Keeper.PlanPruneAsync(run.Cancel);
        var free = plans.Where(plan => !plan.IsHeld).ToList();
        if (!run.Terminal.IsJson || run.Get(Options.DryRun))
        {
            run.Terminal.Answer(
                new { dryRun = true, chains = plans.Select(plan => new { scope = plan.Scope.ToString(), plan.Entries, plan.Last, plan.Before, plan.Days, plan.IsHeld }) },
                console =>
                {
                    var table = Terminal.Table("tenant", "entries that go", "up to number", "older than", "legal hold");
                    plans.ToList().ForEach(plan => table.AddRow(
                        new Text(plan.Scope.ToString()), new Text(Words.Count(plan.Entries)), new Text(Words.Count(plan.Last)), new Text($"{plan.Days} days"),
                        new Text(plan.IsHeld ? "held: stays" : "no")));
                    console.Write(table);
                });
        }

        if (free.Count > 0 && run.Ask($"{Words.Count(free.Sum(plan => plan.Entries))} entries will be removed for ever.") is { } code)
        {
            return code;
        }

        foreach (var plan in free)
        {
            await run.Terminal.WorkAsync($"Pruning {plan.Scope}", plan.Entries, progress => run.Keeper.PruneAsync(plan, run.By, progress, run.Cancel));
        }

        var rest = free.Count > 0 ? await run.Keeper.WipeAsync(run.Get(Rebuild), run.Cancel) : null;

        if (!run.Get(Options.DryRun))
        {
            run.Terminal.Answer(
                new { pruned = free.Select(plan => new { scope = plan.Scope.ToString(), plan.Entries, plan.Last }), held = plans.Where(plan => plan.IsHeld).Select(plan => plan.Scope.ToString()), rest },
                console => console.WriteLine(free.Count == 0 ? "Nothing is old enough to go." : $"{Words.Count(free.Sum(plan => plan.Entries))} entries are gone; the rest verifies from there on.{(rest is null ? string.Empty : $" Note: {rest}.")}"));
        }

        return AuditCommand.Done;
    }
}
