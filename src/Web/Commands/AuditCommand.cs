using System.CommandLine;
using System.Data.Common;
using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Retention;
using FluentValidation;
using MediatR;

namespace Enterprise.Web.Commands;

/// <summary>
/// The operator's commands for the access log: <c>audit &lt;command&gt;</c>. They use the configuration of the service and may run while it
/// runs. Arguments after <c>--</c> are configuration, as the service accepts it. Exit codes: 0 success, 1 faults found or refused,
/// 2 invalid usage or configuration.
/// </summary>
internal static class AuditCommand
{
    public const string Word = "audit";

    public const int Done = 0;
    public const int Refused = 1;
    public const int WrongUsage = 2;

    private const string Help = "See audit --help and audit <command> --help.";

    private static readonly Option<bool> Json = new(
        "--json") { Description = "Print one JSON object to standard output", Recursive = true };
    private static readonly Option<bool> NoColour =
        new("--no-color") { Description = "Disable colours, as NO_COLOR does", Recursive = true };

    public static async Task<int> RunAsync(string[] args, Func<string[], LogOperator, bool, IHost> build)
    {
        var end = Array.IndexOf(args, "--");
        var (words, configuration) = end < 0 ? (args, []) : (args[..end], args[(end + 1)..]);
        var parse = Tree((run, cancel) => RunAsync(run, configuration, build, cancel)).Parse(words);
        if (parse.Errors.Count > 0)
        {
            var console = new CommandConsole(parse.GetValue(Json), parse.GetValue(NoColour));
            console.Refuse(string.Join(' ', words), string.Join(' ', parse.Errors.Select(error => error.Message)),
                Help);
            return WrongUsage;
        }

        return await parse.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static RootCommand Tree(Func<Verb, CancellationToken, Task<int>> run)
    {
        var audit = new Command(
            Word, "Manages the access log. Exit codes: 0 success, 1 faults found or refused, 2 invalid usage or configuration. "
            + "Configuration may follow after --.");
        foreach (var verb in (Func<Verb>[])
        [
            StatusVerb.Make, VerifyVerb.Make, PruneVerb.Make, HoldVerb.MakeHold, HoldVerb.MakeRelease, EraseVerb.Make,
            PseudonymiseVerb.Make, KeyVerbs.MakeAcceptRollback, KeyVerbs.MakeRotateKey,
        ])
        {
            var made = verb();
            made.Command.SetAction((parse, cancel) => run(made with { Parse = parse }, cancel));
            audit.Subcommands.Add(made.Command);
        }

        return new RootCommand("Enterprise.Web") { audit, Json, NoColour };
    }

    private static async Task<int> RunAsync(
        Verb verb, string[] configuration, Func<string[], LogOperator, bool, IHost> build, CancellationToken cancel)
    {
        var console = new CommandConsole(verb.Parse!.GetValue(Json), verb.Parse.GetValue(NoColour));
        var (name, what) = (verb.Command.Name, $"{Word} {verb.Command.Name}");
        try
        {
            var by = new LogOperator(Environment.UserName, $"{name}-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}", what);
            using var host = build(configuration, by, verb.IsLooking);
            await host.StartAsync(cancel);
            try
            {
                await using var scope = host.Services.CreateAsyncScope();
                return await verb.Run(new(verb.Parse, scope.ServiceProvider.GetRequiredService<IMediator>(), console, what, cancel));
            }
            finally
            {
                await host.StopAsync(CancellationToken.None);
            }
        }
        catch (Exception fault) when (Explain(what, fault) is { } refusal)
        {
            console.Refuse(refusal.What, refusal.Why, refusal.Remedy);
            return refusal.Exit;
        }
    }

    private static (int Exit, string What, string Why, string Remedy)? Explain(string what, Exception fault) => fault switch
    {
        _ when Start.FaultsOf(fault) is { } faults => (WrongUsage, $"{what} cannot start.", string.Join(' ', faults),
            "Use the configuration of the service: set its environment variables, or append its arguments after --."),
        ValidationException invalid => (WrongUsage, $"{what} was not run.",
            string.Join(' ', invalid.Errors.Select(error => error.ErrorMessage)), Help),
        RetentionRefusedException refusal => (Refused, $"{what} was refused.", refusal.Message, refusal.Remedy),
        AccessLogUnavailableException => (Refused, $"{what} was not run or not completed because it could not be recorded.",
            fault.InnerException?.Message ?? fault.Message, "Check the disk and the database, then run the command again."),
        StoreBusyException => (Refused, $"{what} removed the data, but free space in the database files still contains it.",
            fault.Message, "Run the command again when the load is low. It continues where it stopped."),
        _ when StoreFault(fault) is { } why => (Refused, $"{what} was not completed.", why,
            "Check the database and the service's log, then run the command again. It continues where it stopped."),
        OperationCanceledException => (Refused, $"{what} was cancelled.", "The process received a stop signal.",
            "Run the command again. It continues where it stopped."),
        _ => null,
    };

    /// <summary>The error message of the database; null if the error has another source.</summary>
    private static string? StoreFault(Exception? fault) => fault switch
    {
        null => null,
        DbException or TimeoutException or IOException or UnauthorizedAccessException => fault.Message.ReplaceLineEndings(" "),
        _ => StoreFault(fault.InnerException),
    };
}
