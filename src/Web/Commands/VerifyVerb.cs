using System.CommandLine;
using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Integrity;
using Enterprise.Application.AccessLog.Retention;
using Enterprise.Domain.Tenancy;
using Enterprise.Web.Integrity;
using Enterprise.Web.Shared;
using Spectre.Console;

namespace Enterprise.Web.Commands;

/// <summary>
/// <c>audit verify</c>: recomputes the hash chains and lists every fault. Each verification is recorded in the logs that it covers.
/// </summary>
internal static class VerifyVerb
{
    private static readonly Option<long?> From = new("--from") { Description = "First entry number of a range" };

    private static readonly Option<long?> To = new("--to") { Description = "Last entry number of a range" };

    public static Verb Make()
    {
        var command = new Command(
            "verify", "Verifies hash chains, personal data, checkpoints, statements and the checkpoint archive, and lists every fault. "
            + "Verifying a range is faster and proves only that range") { Options.Tenant, From, To };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(From) ?? 1) < 1 || (result.GetValue(To) ?? long.MaxValue) < (result.GetValue(From) ?? 1))
            {
                result.AddError("--from and --to must be entry numbers of 1 or greater, and --from must not exceed --to.");
            }
            else if ((result.GetValue(From) is not null || result.GetValue(To) is not null) && result.GetValue(Options.Tenant) is null)
            {
                result.AddError("--from and --to refer to one tenant's entries: specify --tenant too.");
            }
        });
        return new(command, RunAsync);
    }

    private static async Task<int> RunAsync(CommandRun run)
    {
        var tenant = run.Get(Options.Tenant) is { } named ? TenantId.Parse(named) : null;
        var range = run.Get(From) is null && run.Get(To) is null ? null : new EntryRange(run.Get(From) ?? 1, run.Get(To) ?? long.MaxValue);
        var faults = new List<LogFault>();
        Verification? result = null;
        AccessLogUnavailableException? unrecorded = null;
        try
        {
            await run.WorkAsync("Verifying", 1, progress => new RunVerification.Command(tenant, range, step =>
            {
                faults.AddRange(step.Faults);
                progress.Report(step.Done, step.Total);
                result = step.Result ?? result;
            }));
        }
        catch (AccessLogUnavailableException fault) when (result is not null)
        {
            unrecorded = fault; // A log that accepts no entries can still be verified.
        }
        finally
        {
            if (result is not null)
            {
                Answer(run.Console, tenant, range, faults, result);
            }
        }

        if (unrecorded is not null)
        {
            run.Console.Refuse("The verification could not be recorded.", unrecorded.InnerException?.Message ?? unrecorded.Message,
                "See the result above. Check the disk and the database.");
        }

        return faults.Count == 0 ? AuditCommand.Done : AuditCommand.Refused;
    }

    private static void Answer(
        CommandConsole console, TenantId? tenant, EntryRange? range, List<LogFault> faults, Verification result)
    {
        console.Answer(
            new
            {
                intact = faults.Count == 0, scope = (tenant is null ? LogScope.All : LogScope.Of(tenant)).ToString(), range,
                result.Entries, result.First, result.Last, result.Erased, result.Checkpoints, result.Rebuilt, result.Archived,
                faults = faults.Select(fault => new { fault.Kind, fault.Tenant, fault.Sequence, fault.Text }),
            },
            ansi => Show(ansi, faults, result, range));
    }

    private static void Show(IAnsiConsole console, List<LogFault> faults, Verification result, EntryRange? range)
    {
        foreach (var fault in faults)
        {
            var whose = fault.Tenant switch { null => "log", "" => "(unauthenticated)", var tenant => tenant };
            console.MarkupLineInterpolated($"[red]{fault.Kind}[/]  {whose} {fault.Sequence}  {fault.Text}");
        }

        console.WriteLine(
            $"{Words.Count(result.Entries)} entries, {Words.Count(result.Checkpoints)} checkpoints ({Words.Count(result.Rebuilt)} "
            + "recomputed), "
            + $"{Words.Count(result.Archived)} records of the checkpoint archive: "
                + $"{(faults.Count == 0 ? "no faults found." : Words.Count(faults.Count, "fault") + " found.")}");
        if (range is not null)
        {
            console.WriteLine($"Range: {IntegrityWords.Bearing(result)}. Entries outside the range were not verified.");
        }
    }
}
