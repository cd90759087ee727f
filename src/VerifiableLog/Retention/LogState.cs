using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Retention.Removal;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Retention;

/// <summary>What an operator asks about the log.</summary>
internal sealed class LogState(IRemoval removal)
{
    /// <summary>The names of all chains, in order.</summary>
    public async Task<IReadOnlyList<string>> ChainsAsync(CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        return await context.Seals.Select(seal => seal.Tenant).Distinct().OrderBy(chain => chain).ToListAsync(cancel);
    }

    /// <summary>The numbers of the first and the last entry of a chain; the seal that pruning left is not an entry.</summary>
    public async Task<(long First, long Last)> RangeAsync(string chain, CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        var seals = context.Seals.Where(seal => seal.Tenant == chain);
        var first = await seals.MinAsync(seal => seal.Sequence, cancel);
        var isAnchor = !await seals.Where(seal => seal.Sequence == first)
            .AnyAsync(seal => context.Entries.Any(entry => entry.Position == seal.Position), cancel);
        return (isAnchor ? first + 1 : first, await seals.MaxAsync(seal => seal.Sequence, cancel));
    }

    /// <summary>The number and the time of the last checkpoint, 0 and null before there is one, and the number of statements.</summary>
    public async Task<(long Checkpoint, DateTimeOffset? At, long Statements)> SignedAsync(CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        var last = await context.Checkpoints.AsNoTracking().OrderByDescending(row => row.Number)
            .Select(row => new { row.Number, row.At }).FirstOrDefaultAsync(cancel);
        return (last?.Number ?? 0, last is null ? null : Microseconds.ToTime(last.At), await context.Statements.LongCountAsync(cancel));
    }

    /// <summary>The chains under legal hold, null for all: those whose last statement of that kind is a hold.</summary>
    public async Task<IReadOnlyList<string?>> HeldAsync(CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        var changes = await context.Statements.AsNoTracking()
            .Where(row => row.Kind == StatementKind.Hold || row.Kind == StatementKind.Release)
            .OrderBy(row => row.Number).Select(row => new { row.Kind, row.Tenant }).ToListAsync(cancel);
        return
        [
            .. changes.GroupBy(row => row.Tenant, StringComparer.Ordinal)
                .Where(chain => chain.Last().Kind == StatementKind.Hold).Select(chain => chain.Key),
        ];
    }
}
