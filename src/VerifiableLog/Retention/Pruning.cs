using Enterprise.VerifiableLog.Checkpoints;
using Enterprise.VerifiableLog.Retention.Removal;
using Enterprise.VerifiableLog.Integrity;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Retention;

/// <summary>
/// Removes the beginning of a chain: entries 1 to n, never one from the middle. The seal of n remains, so that the rest can be verified.
/// </summary>
internal sealed class Pruning(IRemoval removal, Statements statements)
{
    private const int Look = 5_000;

    /// <summary>Counts the entries before the first that is not older.</summary>
    /// <returns>The number of the last of them, and how many they are; 0 and 0 if there are none.</returns>
    public async Task<(long Last, long Entries)> FindAsync(string chain, DateTimeOffset before, CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        var limit = Microseconds.Of(before);
        long last = 0, entries = 0;
        while (true)
        {
            var from = last;
            var next = await context.Seals.Where(seal => seal.Tenant == chain && seal.Sequence > from)
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

    /// <summary>The last entry that a signed statement allows to remove; 0 without a statement.</summary>
    public async Task<long> StatedAsync(string chain, CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        var text = await context.Statements.AsNoTracking().Where(row => row.Kind == StatementKind.Prune && row.Tenant == chain)
            .OrderByDescending(row => row.Number).Select(row => row.Text).FirstOrDefaultAsync(cancel);
        return StatementText.Read(text)?.Content.Count("sequence") ?? 0;
    }

    /// <summary>Appends the signed statement that allows the removal and names the seal that remains.</summary>
    /// <exception cref="LogException">It could not be stored.</exception>
    public async Task StateAsync(string chain, long last, DateTimeOffset before, string policy, CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        var anchor = await context.Seals.AsNoTracking().SingleAsync(seal => seal.Tenant == chain && seal.Sequence == last, cancel);
        await statements.WriteAsync(
            StatementKind.Prune, chain,
            [
                ("sequence", FormattableString.Invariant($"{last}")), ("hash", Convert.ToHexStringLower(anchor.Hash)),
                ("ordinal", FormattableString.Invariant($"{anchor.Ordinal}")), ("before", Microseconds.ToText(before)), ("policy", policy),
            ],
            cancel);
    }

    /// <summary>Removes entries up to a number in steps; after each step the chain is valid.</summary>
    /// <returns>The number of entries removed.</returns>
    public async Task<long> RemoveAsync(string chain, long last, IProgress<long> progress, CancellationToken cancel)
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
                        var first = await context.Seals.Where(seal => seal.Tenant == chain && seal.Sequence > from)
                            .MinAsync(seal => seal.Sequence, cancel);
                        at = Math.Min(last, first + throttle.Size - 1);
                        gone += await RemoveStepAsync(context, chain, from == 0 ? first : from, at, cancel);
                    },
                    cancel),
                cancel);
        }

        return gone;
    }

    /// <summary>
    /// By positions that were read before, so that no database looks through a table for them; the anchor of the step before is the first
    /// of these.
    /// </summary>
    private static async Task<long> RemoveStepAsync(LogContext context, string chain, long first, long last, CancellationToken cancel)
    {
        var seals = context.Seals.Where(seal => seal.Tenant == chain && seal.Sequence >= first && seal.Sequence <= last);
        var positions = await seals.Select(seal => seal.Position).ToListAsync(cancel);
        foreach (var part in context.Schema.Parts)
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
