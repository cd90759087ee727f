using Enterprise.Application.AccessLog.Retention;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.Infrastructure.AccessLog.Checkpoints;
using Enterprise.Infrastructure.AccessLog.Retention.Removal;
using Enterprise.VerifiableLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>Removes the oldest entries of a chain from the database.</summary>
internal sealed class Pruning(IRemoval removal, Statements statements) : IPruning
{
    private const int Look = 5_000;

    public async Task<(long Last, long Entries)> FindAsync(LogScope chain, DateTimeOffset before, CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        var limit = Microseconds.Of(before);
        long last = 0, entries = 0;
        while (true)
        {
            var from = last;
            var next = await context.Seals.Where(seal => seal.Tenant == chain.Chain && seal.Sequence > from)
                .Join(context.Entries, seal => seal.Position, entry => entry.Position, (seal, entry) => new { seal.Sequence, entry.At })
                .OrderBy(row => row.Sequence).Take(Look).ToListAsync(cancel);
            var older = next.TakeWhile(row => row.At < limit).ToList();
            (last, entries) = (older.Count > 0 ? older[^1].Sequence : last, entries + older.Count);
            if (older.Count < Look)
            {
                return (last, entries);
            }
        }
    }

    public async Task<long> StatedAsync(LogScope chain, CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        var text = await context.Statements.AsNoTracking().Where(row => row.Kind == StatementKind.Prune && row.Tenant == chain.Chain)
            .OrderByDescending(row => row.Number).Select(row => row.Text).FirstOrDefaultAsync(cancel);
        return StatementText.Read(text)?.Content.Count("sequence") ?? 0;
    }

    public async Task StateAsync(PlanPrune.Plan plan, CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        var anchor = await context.Seals.AsNoTracking()
            .SingleAsync(seal => seal.Tenant == plan.Scope.Chain && seal.Sequence == plan.Last, cancel);
        await statements.WriteAsync(
            StatementKind.Prune, plan.Scope.Chain,
            [
                ("sequence", FormattableString.Invariant($"{plan.Last}")), ("hash", Convert.ToHexStringLower(anchor.Hash)),
                ("ordinal", FormattableString.Invariant($"{anchor.Ordinal}")), ("before", Microseconds.ToText(plan.Before)),
                ("policy", FormattableString.Invariant($"older than {plan.Days} days")),
            ],
            cancel);
    }

    public async Task<long> RemoveAsync(LogScope chain, long last, IProgress<long> progress, CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        long gone = 0;
        var throttle = new Throttle();
        for (long at = 0; at < last; progress.Report(gone))
        {
            var from = at;
            await throttle.RunAsync(
                () => removal.RunAsync(
                    context,
                    async () =>
                    {
                        var first = await context.Seals.Where(seal => seal.Tenant == chain.Chain && seal.Sequence > from).MinAsync(seal => seal.Sequence, cancel);
                        at = Math.Min(last, first + throttle.Size - 1);
                        gone += await RemoveStepAsync(context, chain.Chain!, from == 0 ? first : from, at, cancel);
                    },
                    cancel),
                cancel);
        }

        return gone;
    }

    /// <summary>By positions that were read before, so that no database looks through a table for them; the anchor of the step before is the first of these.</summary>
    private static async Task<long> RemoveStepAsync(LogContext context, string chain, long first, long last, CancellationToken cancel)
    {
        var seals = context.Seals.Where(seal => seal.Tenant == chain && seal.Sequence >= first && seal.Sequence <= last);
        var positions = await seals.Select(seal => seal.Position).ToListAsync(cancel);
        foreach (var part in AccessSchema.Schema.Parts)
        {
            await context.Part(part).Where(row => positions.Contains(row.Position)).ExecuteDeleteAsync(cancel);
        }

        await context.Pseudonyms.Where(row => positions.Contains(row.Position)).ExecuteDeleteAsync(cancel);
        await context.Erasures.Where(row => positions.Contains(row.Position)).ExecuteDeleteAsync(cancel);
        var gone = await context.Entries.Where(row => positions.Contains(row.Position)).ExecuteDeleteAsync(cancel);
        await seals.Where(seal => seal.Sequence < last).ExecuteDeleteAsync(cancel);
        return gone;
    }
}
