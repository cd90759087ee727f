using Enterprise.Application.AccessLog.Retention;
using Enterprise.VerifiableLog.Retention;
using Enterprise.VerifiableLog.Retention.Removal;

namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>Reads the state of the log.</summary>
internal sealed class StoredLogStatus(LogState log, IRemoval removal, ILegalHolds holds, Capacity capacity, RetentionPolicy policy)
    : ILogStatus
{
    public async Task<ShowLogStatus.Result> ReadAsync(CancellationToken cancel)
    {
        var held = await holds.ReadAsync(cancel);
        var chains = new List<ShowLogStatus.Chain>();
        foreach (var scope in await ChainsAsync(LogScope.All, cancel))
        {
            var (first, last) = await log.RangeAsync(scope.Chain!, cancel);
            chains.Add(new(scope, first, last, policy.DaysOf(scope), held.Covers(scope)));
        }

        var (checkpoint, at, statements) = await log.SignedAsync(cancel);
        var (_, text, bytes) = await capacity.MeasureAsync(cancel);
        return new(removal.Place, bytes, text, chains, held, checkpoint, at, statements);
    }

    public async Task<IReadOnlyList<LogScope>> ChainsAsync(LogScope scope, CancellationToken cancel) =>
        scope == LogScope.All ? [.. (await log.ChainsAsync(cancel)).Select(LogScope.OfChain)] : [scope];
}
