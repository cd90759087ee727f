using System.CommandLine;
using Enterprise.Application.AccessLog.Keeping;
using Enterprise.Domain.Tenancy;

namespace Enterprise.Web.Commands;

/// <summary>One verb: how it is written, and what it does.</summary>
internal sealed record Verb(Command Command, Func<CommandRun, Task<int>> Run)
{
    /// <summary>What was typed, once it is.</summary>
    public ParseResult? Parse { get; init; }

    /// <summary>Whether this run changes nothing, not even by recording that it was made.</summary>
    public bool IsLooking => Command.Name == StatusVerb.Name || Parse!.GetValue(Options.DryRun);
}

/// <summary>One run of a verb.</summary>
internal sealed record CommandRun(ParseResult Parse, IServiceProvider Services, Terminal Terminal, LogOperator By, CancellationToken Cancel)
{
    public ILogKeeper Keeper => Services.GetRequiredService<ILogKeeper>();

    public T? Get<T>(Option<T> option) => Parse.GetValue(option);

    /// <summary>Whether a change may be made: not for a dry run, and only once somebody said so.</summary>
    /// <returns>Null to go on, else the exit code.</returns>
    public int? Ask(string question)
    {
        if (Get(Options.DryRun))
        {
            Terminal.Say("Dry run: nothing was changed and nothing was recorded.");
            return AuditCommand.Done;
        }

        switch (Get(Options.Yes) ? true : Terminal.Confirm(question))
        {
            case true:
                return null;
            case false:
                Terminal.Refuse($"{By.Command} was not done.", "It was not confirmed with yes.", "Run it again, or look first with --dry-run.");
                return AuditCommand.Refused;
            default:
                Terminal.Refuse($"{By.Command} was not done.", "It asks for confirmation, and there is no terminal to ask on.", "In a script add --yes; look first with --dry-run.");
                return AuditCommand.Refused;
        }
    }
}

/// <summary>The options that several verbs have.</summary>
internal static class Options
{
    private const int MostOfReason = 256;

    public static readonly Option<bool> Yes = new("--yes") { Description = "Do not ask for confirmation" };

    public static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say exactly what would be done, and do nothing" };

    public static readonly Option<string> Reason = Required("--reason", "Why, in words that name no person; signed and kept for ever", IsReason);

    public static readonly Option<string> Tenant = new("--tenant") { Description = "The tenant", Validators = { result => Check(result, "--tenant", IsTenant) } };

    public static readonly Option<bool> AllTenants = new("--all-tenants") { Description = "All chains, strangers included" };

    public static readonly Option<bool> Strangers = new("--strangers") { Description = "The chain of requests without a valid token" };

    /// <summary>An option that must be given, and be right.</summary>
    public static Option<string> Required(string name, string description, Func<string, string?> fault) =>
        new(name) { Description = description, Required = true, Validators = { result => Check(result, name, fault) } };

    public static string? IsTenant(string text) => TenantId.TryParse(text, out _) ? null : $"'{text}' is no tenant: 1 to 32 lower-case letters, digits and inner hyphens.";

    /// <summary>The scope that a run names.</summary>
    public static LogScope ScopeOf(CommandRun run) =>
        run.Get(AllTenants) ? LogScope.All : run.Get(Strangers) ? LogScope.Strangers : LogScope.Of(TenantId.Parse(run.Get(Tenant)));

    /// <summary>Exactly one scope, in a command that has them.</summary>
    public static void AddScope(Command command)
    {
        command.Options.Add(Tenant);
        command.Options.Add(AllTenants);
        command.Options.Add(Strangers);
        command.Validators.Add(result =>
        {
            var number = (result.GetResult(Tenant) is null ? 0 : 1) + (result.GetValue(AllTenants) ? 1 : 0) + (result.GetValue(Strangers) ? 1 : 0);
            if (number != 1)
            {
                result.AddError("Give one of --tenant, --all-tenants and --strangers.");
            }
        });
    }

    private static string? IsReason(string text) =>
        text.Length is 0 or > MostOfReason || text.Any(char.IsControl) || string.IsNullOrWhiteSpace(text) ? $"A reason is one line of 1 to {MostOfReason} characters." : null;

    private static void Check(System.CommandLine.Parsing.OptionResult result, string name, Func<string, string?> fault)
    {
        if (result.GetValueOrDefault<string>() is { } text && fault(text) is { } why)
        {
            result.AddError($"{name}: {why}");
        }
    }
}
