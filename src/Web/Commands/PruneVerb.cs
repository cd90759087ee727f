using System.CommandLine;
using Enterprise.Application.AccessLog.Retention;
using Enterprise.Web.Shared;
using Spectre.Console;

namespace Enterprise.Web.Commands;

/// <summary><c>audit prune</c>: removes entries that are older than the retention period.</summary>
internal static class PruneVerb
{
    public static Verb Make() => new(
        new Command("prune", "Removes entries older than the tenant's retention period (AccessLog:Retention)")
        {
            Options.DryRun, Options.Yes, Options.Rebuild,
        },
        RunAsync);

    private static async Task<int> RunAsync(CommandRun run)
    {
        var plans = await run.SendAsync(new PlanPrune.Query());
        var free = plans.Where(plan => !plan.IsHeld).ToList();
        if (!run.Console.IsJson || run.Get(Options.DryRun))
        {
            run.Console.Answer(
                new { dryRun = true, chains = plans.Select(plan =>
                new { scope = plan.Scope.ToString(), plan.Entries, plan.Last, plan.Before, plan.Days, plan.IsHeld }) },
                console =>
                {
                    var table = CommandConsole.Table("tenant", "entries to remove", "up to entry", "older than", "legal hold");
                    plans.ToList().ForEach(plan => table.AddRow(
                        new Text(plan.Scope.ToString()), new Text(Words.Count(plan.Entries)), new Text(Words.Count(plan.Last)),
                        new Text($"{plan.Days} days"),
                        new Text(plan.IsHeld ? "yes: entries remain" : "no")));
                    console.Write(table);
                });
        }

        if (free.Count > 0 && run.Ask($"{Words.Count(free.Sum(plan => plan.Entries))} entries will be permanently removed.") is { } code)
        {
            return code;
        }

        foreach (var plan in free)
        {
            await run.WorkAsync($"Pruning {plan.Scope}", plan.Entries, progress => new PruneAccessLog.Command(plan, progress));
        }

        var rest = free.Count > 0 ? await run.SendAsync(new CompactStore.Command(run.Get(Options.Rebuild))) : null;

        if (!run.Get(Options.DryRun))
        {
            run.Console.Answer(
                new { pruned = free.Select(plan => new { scope = plan.Scope.ToString(), plan.Entries, plan.Last }),
                held = plans.Where(plan => plan.IsHeld).Select(plan => plan.Scope.ToString()), rest },
                console => console.WriteLine(free.Count == 0 ? "No entries are older than the retention period."
                : $"{Words.Count(free.Sum(plan => plan.Entries))} entries were removed. Verification now starts at the first remaining "
                + $"entry.{(rest is null ? string.Empty : $" Note: {rest}.")}"));
        }

        return AuditCommand.Done;
    }
}
