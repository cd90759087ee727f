using System.CommandLine;
using System.Data.Common;
using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Keeping;

namespace Enterprise.Web.Commands;

/// <summary>
/// The operator's commands on the access log: <c>audit &lt;verb&gt;</c>. They use the configuration of the service and may run beside it; what follows <c>--</c>
/// is configuration as the service takes it. Exit codes: 0 done, 1 faults found or refused, 2 wrong usage or configuration.
/// </summary>
internal static class AuditCommand
{
    public const string Word = "audit";

    public const int Done = 0;
    public const int Refused = 1;
    public const int WrongUsage = 2;

    private static readonly Option<bool> Json = new("--json") { Description = "One JSON object on standard output", Recursive = true };
    private static readonly Option<bool> NoColour = new("--no-color") { Description = "No colours, as with NO_COLOR", Recursive = true };

    public static async Task<int> RunAsync(string[] args, Func<string[], bool, IHost> build)
    {
        var end = Array.IndexOf(args, "--");
        var (words, configuration) = end < 0 ? (args, []) : (args[..end], args[(end + 1)..]);
        var parse = Tree((run, cancel) => RunAsync(run, configuration, build, cancel)).Parse(words);
        if (parse.Errors.Count > 0)
        {
            var terminal = new Terminal(parse.GetValue(Json), parse.GetValue(NoColour));
            terminal.Refuse(string.Join(' ', words), string.Join(' ', parse.Errors.Select(error => error.Message)), "See audit --help, and audit <verb> --help.");
            return WrongUsage;
        }

        return await parse.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static RootCommand Tree(Func<Verb, CancellationToken, Task<int>> run)
    {
        var audit = new Command(Word, "Commands on the access log. Exit codes: 0 done, 1 faults found or refused, 2 wrong usage or configuration. Configuration may follow after --.");
        foreach (var verb in (Func<Verb>[])
        [
            StatusVerb.Make, VerifyVerb.Make, PruneVerb.Make, HoldVerb.MakeHold, HoldVerb.MakeRelease, EraseVerb.Make, PseudonymiseVerb.Make,
            KeyVerbs.MakeAcceptRollback, KeyVerbs.MakeRotateKey,
        ])
        {
            var made = verb();
            made.Command.SetAction((parse, cancel) => run(made with { Parse = parse }, cancel));
            audit.Subcommands.Add(made.Command);
        }

        return new RootCommand("Enterprise.Web") { audit, Json, NoColour };
    }

    /// <summary>What the database said, where the fault is its.</summary>
    private static string? StoreFault(Exception? fault) => fault switch
    {
        null => null,
        DbException or TimeoutException or IOException or UnauthorizedAccessException => fault.Message.ReplaceLineEndings(" "),
        _ => StoreFault(fault.InnerException),
    };

    private static async Task<int> RunAsync(Verb verb, string[] configuration, Func<string[], bool, IHost> build, CancellationToken cancel)
    {
        var terminal = new Terminal(verb.Parse!.GetValue(Json), verb.Parse.GetValue(NoColour));
        var what = $"{Word} {verb.Command.Name}";
        try
        {
            using var host = build(configuration, verb.IsLooking);
            await host.StartAsync(cancel);
            try
            {
                var by = new LogOperator(Environment.UserName, $"{verb.Command.Name}-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}", what);
                return await verb.Run(new(verb.Parse, host.Services, terminal, by, cancel));
            }
            finally
            {
                await host.StopAsync(CancellationToken.None);
            }
        }
        catch (Exception fault) when (Start.FaultsOf(fault) is { } faults)
        {
            terminal.Refuse($"{what} cannot start.", string.Join(' ', faults), "Give the configuration of the service: its environment, or its arguments after --.");
            return WrongUsage;
        }
        catch (KeepingRefusedException refusal)
        {
            terminal.Refuse($"{what} is refused.", refusal.Message, refusal.Remedy);
            return Refused;
        }
        catch (AccessLogUnavailableException fault)
        {
            terminal.Refuse($"{what} could not be recorded, so that it was not done or not finished.", fault.InnerException?.Message ?? fault.Message, "Look at the disk and the store, then run it again.");
            return Refused;
        }
        catch (StoreBusyException busy)
        {
            terminal.Refuse($"{what} removed everything, but the store's files could not be cleaned.", busy.Message, "Run it again at a quieter time; it goes on where it ended.");
            return Refused;
        }
        catch (Exception fault) when (StoreFault(fault) is { } why)
        {
            terminal.Refuse($"{what} was not finished.", why, "Look at the store and the service's log, then run it again: it goes on where it ended.");
            return Refused;
        }
        catch (OperationCanceledException)
        {
            terminal.Refuse($"{what} was broken off.", "It was told to stop.", "Run it again: it goes on where it ended.");
            return Refused;
        }
    }
}
