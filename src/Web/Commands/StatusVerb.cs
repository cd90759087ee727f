using System.CommandLine;
using Enterprise.Application.AccessLog.Retention;
using Enterprise.Web.Shared;
using Spectre.Console;

namespace Enterprise.Web.Commands;

/// <summary><c>audit status</c>: the state of the log. Changes nothing.</summary>
internal static class StatusVerb
{
    public const string Name = "status";

    public static Verb Make() =>
        new(new Command(Name, "Shows the size, capacity and checkpoints of the log, and retention and legal holds of each tenant"),
        RunAsync);

    private static async Task<int> RunAsync(CommandRun run)
    {
        var status = await run.SendAsync(new ShowLogStatus.Query());
        run.Console.Answer(
            new
            {
                status.Store, status.Bytes, status.Capacity, status.Statements,
                checkpoint = new { number = status.Checkpoint, at = status.CheckpointAt },
                chains = status.Chains.Select(
                chain => new { scope = chain.Scope.ToString(), chain.First, chain.Last, entries = chain.Last - chain.First + 1,
                retentionDays = chain.Days, chain.IsHeld }),
            },
            console => Show(console, status));
        return AuditCommand.Done;
    }

    private static void Show(IAnsiConsole console, ShowLogStatus.Result status)
    {
        console.WriteLine($"Database     {status.Store}");
        console.WriteLine($"Capacity     {status.Capacity}");
        console.WriteLine(status.CheckpointAt is { } at ? $"Checkpoint   {Words.Count(status.Checkpoint)}, {Words.DayAndTime(at)} UTC"
            : "Checkpoint   none yet");
        console.WriteLine($"Statements   {Words.Count(status.Statements)}");
        var table = CommandConsole.Table("tenant", "first", "last", "entries", "retention", "legal hold");
        foreach (var chain in status.Chains)
        {
            table.AddRow(
                new Text(chain.Scope.ToString()), new Text(Words.Count(chain.First)), new Text(Words.Count(chain.Last)),
                new Text(Words.Count(chain.Last - chain.First + 1)),
                new Text($"{chain.Days} days"), new Text(chain.IsHeld ? "yes" : "no"));
        }

        console.Write(table);
    }
}
