using Enterprise.Infrastructure.AccessLog.Retention.Removal;
using Enterprise.Domain.AccessLog.Integrity;
using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>Removes the beginning of a chain: entries 1 to n, never one from the middle. The seal of n stays, so that the rest can be verified from it on.</summary>
internal sealed class Pruning(IRemoval removal)
{
    private const int Look = 5_000;

    /// <summary>How many entries from the first on are older, and the number of the last of them; it ends at the first that is not.</summary>
    public async Task<(long Last, long Entries)> FindAsync(string chain, DateTimeOffset before, CancellationToken cancel)
    {
        await using var context = await removal.Contexts.CreateDbContextAsync(cancel);
        context.Database.SetCommandTimeout(TimeSpan.FromMinutes(1));
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

    /// <summary>The seal that will be the anchor.</summary>
    public async Task<SealRow> AnchorAsync(string chain, long last, CancellationToken cancel)
    {
        await using var context = await removal.Contexts.CreateDbContextAsync(cancel);
        return await context.Seals.AsNoTracking().SingleAsync(seal => seal.Tenant == chain && seal.Sequence == last, cancel);
    }

    /// <summary>Up to where the chain was stated to be pruned; an earlier run may have been broken off before all of it was gone.</summary>
    public async Task<long> StatedAsync(string chain, CancellationToken cancel)
    {
        await using var context = await removal.Contexts.CreateDbContextAsync(cancel);
        var text = await context.Statements.AsNoTracking().Where(row => row.Kind == StatementKind.Prune && row.Tenant == chain)
            .OrderByDescending(row => row.Number).Select(row => row.Text).FirstOrDefaultAsync(cancel);
        return StatementText.Read(text)?.Content.Count("sequence") ?? 0;
    }

    /// <summary>Removes up to the anchor, in steps; each leaves a chain that goes on from the last seal without an entry.</summary>
    public async Task RemoveAsync(string chain, long last, IProgress<long> progress, CancellationToken cancel)
    {
        await using var context = await removal.Contexts.CreateDbContextAsync(cancel);
        context.Database.SetCommandTimeout(TimeSpan.FromSeconds(30));
        var throttle = new Throttle();
        for (long gone = 0, at = 0; at < last;)
        {
            var from = at;
            await throttle.RunAsync(
                () => removal.RunAsync(
                    context,
                    async () =>
                    {
                        var first = await context.Seals.Where(seal => seal.Tenant == chain && seal.Sequence > from).MinAsync(seal => seal.Sequence, cancel);
                        at = Math.Min(last, first + throttle.Size - 1);
                        gone += await RemoveStepAsync(context, chain, from == 0 ? first : from, at, cancel);
                    },
                    cancel),
                cancel);
            progress.Report(gone);
        }
    }

    /// <summary>By positions that were read before, so that no database looks through a table for them; the anchor of the step before is the first of these.</summary>
    private static async Task<long> RemoveStepAsync(AccessLogContext context, string chain, long first, long last, CancellationToken cancel)
    {
        var seals = context.Seals.Where(seal => seal.Tenant == chain && seal.Sequence >= first && seal.Sequence <= last);
        var positions = await seals.Select(seal => seal.Position).ToListAsync(cancel);
        foreach (var part in AccessLogContext.Schema.Parts)
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
