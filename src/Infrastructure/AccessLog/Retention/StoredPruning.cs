using Enterprise.Application.AccessLog.Retention;
using Enterprise.VerifiableLog.Retention;

namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>Prunes the log.</summary>
internal sealed class StoredPruning(Pruning pruning) : IPruning
{
    public Task<(long Last, long Entries)> FindAsync(LogScope chain, DateTimeOffset before, CancellationToken cancel) =>
        pruning.FindAsync(chain.Chain!, before, cancel);

    public Task<long> StatedAsync(LogScope chain, CancellationToken cancel) => pruning.StatedAsync(chain.Chain!, cancel);

    public Task StateAsync(PlanPrune.Plan plan, CancellationToken cancel) => pruning.StateAsync(
        plan.Scope.Chain!, plan.Last, plan.Before, FormattableString.Invariant($"older than {plan.Days} days"), cancel).MappedAsync();

    public Task<long> RemoveAsync(LogScope chain, long last, IProgress<long> progress, CancellationToken cancel) =>
        pruning.RemoveAsync(chain.Chain!, last, progress, cancel);
}
