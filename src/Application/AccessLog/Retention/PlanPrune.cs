using MediatR;

namespace Enterprise.Application.AccessLog.Retention;

/// <summary>Finds what pruning would remove. Changes nothing and is not recorded.</summary>
public static class PlanPrune
{
    /// <summary>Asks for a plan for each chain that has something to remove.</summary>
    public sealed record Query : IRequest<IReadOnlyList<Plan>>;

    /// <summary>What pruning removes from one chain: its first entries, up to the first that is not old enough.</summary>
    /// <param name="Days">The retention period.</param>
    /// <param name="Before">Entries before this time are removed.</param>
    /// <param name="Last">The number of the last entry to remove.</param>
    /// <param name="Entries">The number of entries to remove.</param>
    /// <param name="IsHeld">Whether a legal hold forbids it.</param>
    public sealed record Plan(LogScope Scope, int Days, DateTimeOffset Before, long Last, long Entries, bool IsHeld);

    internal sealed class Handler(
        IStoreFiles files, ILogStatus log, ILegalHolds holds, IPruning pruning, RetentionPolicy policy, TimeProvider clock)
        : IRequestHandler<Query, IReadOnlyList<Plan>>
    {
        public async Task<IReadOnlyList<Plan>> Handle(Query request, CancellationToken cancellationToken)
        {
            await files.CheckAsync(cancellationToken);
            var held = await holds.ReadAsync(cancellationToken);
            var plans = new List<Plan>();
            foreach (var chain in await log.ChainsAsync(LogScope.All, cancellationToken))
            {
                var days = policy.DaysOf(chain);
                var before = clock.GetUtcNow().AddDays(-days);
                var (last, entries) = await pruning.FindAsync(chain, before, cancellationToken);
                plans.Add(new(chain, days, before, last, entries, held.Covers(chain)));
            }

            return [.. plans.Where(plan => plan.Entries > 0)];
        }
    }
}
