using System.Runtime.CompilerServices;
using Enterprise.Application.AccessLog;
using Enterprise.Domain.Tenancy;
using Enterprise.Infrastructure.AccessLog.Checkpoints;
using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Verifying;

/// <summary>
/// Reads seals once, in pieces, each of one moment, so that neither memory nor the database's log grows with the length of the access log; one piece is
/// read while the one before is verified.
/// </summary>
internal sealed class LogVerifier(IDbContextFactory<AccessLogContext> contexts, LogKeys keys, CheckpointArchive archive, TimeProvider clock) : ILogVerifier
{
    public async IAsyncEnumerable<VerificationStep> VerifyAsync(TenantId? tenant, EntryRange? range, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (opened, damage) = await OpenAsync(cancel);
        if (opened is null)
        {
            yield return new(0, 0, [new(LogFaultKind.Unreadable, null, null, $"The database cannot be read: {damage}")], new(0, 0, 0, 0, 0, 0, 0, 1));
            yield break;
        }

        await using var context = opened;
        using var known = keys.Public();
        VerificationRun run = tenant is not null && range is not null
            ? new RangeRun(context, tenant.Value, range, known, keys.FindSecret(), archive)
            : new WholeRun(contexts, context, tenant?.Value, known, keys.FindSecret(), archive, clock);
        await Task.Run(run.Begin, cancel);
        var rows = await Task.Run(run.Read, cancel);
        while (rows.Count > 0)
        {
            var judged = rows;
            rows = await Task.Run(() => run.JudgeAndRead(judged), cancel);
            yield return new(run.Done, run.Total, run.Faults.Take(), null);
        }

        await Task.Run(run.End, cancel);
        yield return new(run.Total, run.Total, run.Faults.Take(), run.Result);
    }

    private async Task<(AccessLogContext? Context, string? Damage)> OpenAsync(CancellationToken cancel)
    {
        var context = await contexts.CreateDbContextAsync(cancel);
        try
        {
            await context.Database.OpenConnectionAsync(cancel);
            return (context, null);
        }
        catch (Exception fault) when (StoreFaults.Is(fault))
        {
            await context.DisposeAsync();
            return StoreFaults.IsDamage(fault)
                ? (null, fault.Message)
                : throw new AccessLogUnavailableException("The access log could not be opened.", fault);
        }
    }
}
