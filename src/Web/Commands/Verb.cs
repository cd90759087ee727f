using System.CommandLine;
using Enterprise.Application.AccessLog.Retention;
using Enterprise.Domain.Tenancy;
using MediatR;

namespace Enterprise.Web.Commands;

/// <summary>One command: its syntax and its implementation.</summary>
internal sealed record Verb(Command Command, Func<CommandRun, Task<int>> Run)
{
    /// <summary>The parsed command line, once available.</summary>
    public ParseResult? Parse { get; init; }

    /// <summary>Whether this run changes nothing and is not recorded.</summary>
    public bool IsLooking => Command.Name == StatusVerb.Name || Parse!.GetValue(Options.DryRun);
}

/// <summary>One run of a command.</summary>
/// <param name="Command">The command, for example <c>audit erase</c>.</param>
internal sealed record CommandRun(ParseResult Parse, IMediator Mediator, CommandConsole Console, string Command, CancellationToken Cancel)
{
    public Task<T> SendAsync<T>(IRequest<T> request) => Mediator.Send(request, Cancel);

    /// <summary>Sends an operation, with a progress bar on a terminal.</summary>
    public async Task<T> WorkAsync<T>(string title, long total, Func<Meter, IOperation<T>> operation)
    {
        T result = default!;
        await Console.WorkAsync(title, total, async progress => result = (await SendAsync(operation(progress))).Result);
        return result;
    }

    public T? Get<T>(Option<T> option) => Parse.GetValue(option);

    /// <summary>Asks for confirmation of a change; a dry run never makes one.</summary>
    /// <returns>Null to continue, otherwise the exit code.</returns>
    public int? Ask(string question)
    {
        if (Get(Options.DryRun))
        {
            Console.Say("Dry run: nothing was changed and nothing was recorded.");
            return AuditCommand.Done;
        }

        switch (Get(Options.Yes) ? true : CommandConsole.Confirm(question))
        {
            case true:
                return null;
            case false:
                Console.Refuse($"{Command} was not run.", "The confirmation was not \"yes\".",
                    "Run the command again and type yes, or preview the changes with --dry-run.");
                return AuditCommand.Refused;
            default:
                Console.Refuse($"{Command} was not run.", "It requires confirmation, and standard input is not a terminal.",
                    "In a script, add --yes. Preview the changes with --dry-run.");
                return AuditCommand.Refused;
        }
    }
}

/// <summary>Options shared by several commands.</summary>
internal static class Options
{
    public static readonly Option<bool> Yes = new("--yes") { Description = "Skip the confirmation" };

    public static readonly Option<bool> Rebuild =
        new("--rebuild") { Description = "Rebuild the database file afterwards; the service cannot write during the rebuild" };

    public static readonly Option<bool> DryRun = new("--dry-run") { Description = "Show what would be changed without changing anything" };

    public static readonly Option<string> Reason =
        Required("--reason", "The reason, without names of people; signed and stored permanently", IsReason);

    public static readonly Option<string> Tenant =
        new("--tenant") { Description = "The tenant", Validators = { result => Check(result, "--tenant", IsTenant) } };

    public static readonly Option<bool> AllTenants = new("--all-tenants") { Description = "All tenants, and unauthenticated callers" };

    public static readonly Option<bool> Unauthenticated = new("--unauthenticated") { Description = "Requests without a valid token" };

    /// <summary>A required option with a check of its value.</summary>
    public static Option<string> Required(string name, string description, Func<string, string?> fault) =>
        new(name) { Description = description, Required = true, Validators = { result => Check(result, name, fault) } };

    public static string? IsTenant(string text) => TenantId.TryParse(text, out _) ? null
        : $"'{text}' is not a valid tenant ID: use 1 to 32 lower-case letters, digits and inner hyphens.";

    /// <summary>The scope selected on the command line.</summary>
    public static LogScope ScopeOf(CommandRun run) =>
        run.Get(AllTenants) ? LogScope.All : run.Get(Unauthenticated) ? LogScope.Unauthenticated
            : LogScope.Of(TenantId.Parse(run.Get(Tenant)));

    /// <summary>Adds the scope options; exactly one of them is required.</summary>
    public static void AddScope(Command command)
    {
        command.Options.Add(Tenant);
        command.Options.Add(AllTenants);
        command.Options.Add(Unauthenticated);
        command.Validators.Add(result =>
        {
            var number = (result.GetResult(Tenant) is null ? 0 : 1) + (result.GetValue(AllTenants) ? 1 : 0)
                + (result.GetValue(Unauthenticated) ? 1 : 0);
            if (number != 1)
            {
                result.AddError("Specify exactly one of --tenant, --all-tenants and --unauthenticated.");
            }
        });
    }

    private static string? IsReason(string text) => OperatorReason.IsValid(text) ? null : OperatorReason.Message;

    private static void Check(System.CommandLine.Parsing.OptionResult result, string name, Func<string, string?> fault)
    {
        if (result.GetValueOrDefault<string>() is { } text && fault(text) is { } why)
        {
            result.AddError($"{name}: {why}");
        }
    }
}
