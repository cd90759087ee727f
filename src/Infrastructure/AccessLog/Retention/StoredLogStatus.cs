using Enterprise.Application.AccessLog.Retention;
using Enterprise.Domain.AccessLog.Integrity;
using Enterprise.Infrastructure.AccessLog.Retention.Removal;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>Reads the state of the log.</summary>
internal sealed class StoredLogStatus(IRemoval removal, ILegalHolds holds, Capacity capacity, RetentionPolicy policy) : ILogStatus
{
    public async Task<ShowLogStatus.Result> ReadAsync(CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        var held = await holds.ReadAsync(cancel);
        var chains = new List<ShowLogStatus.Chain>();
        foreach (var scope in await ChainsAsync(LogScope.All, cancel))
        {
            var seals = context.Seals.Where(seal => seal.Tenant == scope.Chain);
            var first = await seals.MinAsync(seal => seal.Sequence, cancel);
            var isAnchor = !await seals.Where(seal => seal.Sequence == first)
                .AnyAsync(seal => context.Entries.Any(entry => entry.Position == seal.Position), cancel);
            var last = await seals.MaxAsync(seal => seal.Sequence, cancel);
            chains.Add(new(scope, isAnchor ? first + 1 : first, last, policy.DaysOf(scope), held.Covers(scope)));
        }

        var checkpoint = await context.Checkpoints.AsNoTracking().OrderByDescending(row => row.Number)
            .Select(row => new { row.Number, row.At }).FirstOrDefaultAsync(cancel);
        var (_, text, bytes) = await capacity.MeasureAsync(cancel);
        return new(
            removal.Place, bytes, text, chains, held, checkpoint?.Number ?? 0,
            checkpoint is null ? null : Microseconds.ToTime(checkpoint.At), await context.Statements.LongCountAsync(cancel));
    }

    public async Task<IReadOnlyList<LogScope>> ChainsAsync(LogScope scope, CancellationToken cancel)
    {
        if (scope != LogScope.All)
        {
            return [scope];
        }

        await using var context = await removal.OpenAsync(cancel);
        var chains = await context.Seals.Select(seal => seal.Tenant).Distinct().OrderBy(tenant => tenant).ToListAsync(cancel);
        return chains.ConvertAll(LogScope.OfChain);
    }
}
