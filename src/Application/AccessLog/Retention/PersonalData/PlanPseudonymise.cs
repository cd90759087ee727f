using FluentValidation;
using MediatR;

namespace Enterprise.Application.AccessLog.Retention.PersonalData;

/// <summary>Finds what pseudonymising would change. Changes nothing and is not recorded.</summary>
public static class PlanPseudonymise
{
    /// <summary>The longest configurable age, in days.</summary>
    public const int MaxDays = 36_500;

    /// <summary>Which entries; the result is null if neither the query nor the configuration gives their age.</summary>
    /// <param name="Days">The minimum age of the entries; null for the configured one.</param>
    public sealed record Query(int? Days) : IRequest<Result?>;

    /// <summary>The plans of the chains that have something to pseudonymise.</summary>
    public sealed record Result(int Days, IReadOnlyList<Plan> Chains);

    /// <summary>What pseudonymising does to one chain.</summary>
    /// <param name="Before">Entries before this time are affected.</param>
    /// <param name="Entries">The number of entries that lose their personal data.</param>
    /// <param name="IsHeld">Whether a legal hold forbids it.</param>
    public sealed record Plan(LogScope Scope, DateTimeOffset Before, long Entries, bool IsHeld);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Days).InclusiveBetween(1, MaxDays)
            .WithMessage($"Enter a number of days from 1 to {MaxDays}.");
    }

    internal sealed class Handler(
        IStoreFiles files, ILogStatus log, ILegalHolds holds, IPseudonymisation pseudonyms, RetentionPolicy policy, TimeProvider clock)
        : IRequestHandler<Query, Result?>
    {
        public async Task<Result?> Handle(Query request, CancellationToken cancellationToken)
        {
            if ((request.Days ?? policy.PseudonymiseAfterDays) is not { } days)
            {
                return null;
            }

            await files.CheckAsync(cancellationToken);
            var held = await holds.ReadAsync(cancellationToken);
            var before = clock.GetUtcNow().AddDays(-days);
            var plans = new List<Plan>();
            foreach (var chain in await log.ChainsAsync(LogScope.All, cancellationToken))
            {
                var entries = await pseudonyms.CountAsync(chain, before, cancellationToken);
                plans.Add(new(chain, before, entries, held.Covers(chain)));
            }

            return new(days, [.. plans.Where(plan => plan.Entries > 0)]);
        }
    }
}
