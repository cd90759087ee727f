using System.Runtime.CompilerServices;
using Enterprise.VerifiableLog.Checkpoints;
using Enterprise.VerifiableLog.Store;
using Enterprise.VerifiableLog.Verification;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog;

/// <summary>
/// Reads seals once, in pieces, each of one moment, so that neither memory nor the database's log grows with the length of the access log;
/// one piece is read while the one before is verified.
/// </summary>
public sealed class LogVerifier
{
    private readonly IDbContextFactory<LogContext> _contexts;
    private readonly LogKeys _keys;
    private readonly CheckpointArchive _archive;
    private readonly TimeProvider _clock;

    internal LogVerifier(IDbContextFactory<LogContext> contexts, LogKeys keys, CheckpointArchive archive, TimeProvider clock) =>
        (_contexts, _keys, _archive, _clock) = (contexts, keys, archive, clock);

    /// <summary>
    /// Verifies the log: recomputes chains, commitments to personal parts and checkpoint roots, and checks statements and the checkpoint
    /// archive. It never ends at a fault: it lists all, and goes on.
    /// </summary>
    /// <param name="chain">Whose entries; null for all. Checkpoints are verified either way.</param>
    /// <param name="range">
    /// Which of a chain's entries; null for all. A range is verified from the seal before its first entry to the checkpoint that covers its
    /// last, and proves no more than that: not what is outside it, not other checkpoints, and not that nothing is in the tables that no
    /// chain knows.
    /// </param>
    /// <returns>Steps as the work goes on; the last one has the result.</returns>
    /// <exception cref="LogException">The log could not be opened.</exception>
    public async IAsyncEnumerable<VerificationProgress> VerifyAsync(string? chain, LogRange? range,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var (opened, damage) = await OpenAsync(cancel);
        if (opened is null)
        {
            yield return new(0, 0, [new(VerificationFaultKind.Unreadable, null, null, $"The database cannot be read: {damage}")],
                new(0, 0, 0, 0, 0, 0, 0, 1));
            yield break;
        }

        await using var context = opened;
        using var known = _keys.Public();
        VerificationRun run = chain is not null && range is not null
            ? new RangeRun(context, chain, range, known, _keys.FindSecret(), _archive)
            : new WholeRun(_contexts, context, chain, known, _keys.FindSecret(), _archive, _clock);
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

    private async Task<(LogContext? Context, string? Damage)> OpenAsync(CancellationToken cancel)
    {
        var context = await _contexts.CreateDbContextAsync(cancel);
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
                : throw new LogException(LogFailure.Unavailable, "The access log could not be opened.", fault);
        }
    }
}
