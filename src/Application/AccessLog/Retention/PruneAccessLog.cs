using Enterprise.Domain.AccessLog;
using FluentValidation;
using MediatR;

namespace Enterprise.Application.AccessLog.Retention;

/// <summary>
/// Removes the oldest entries of a chain in short steps, between which the service writes. After an interruption, the next run continues.
/// </summary>
public static class PruneAccessLog
{
    /// <summary>What to remove from one chain.</summary>
    /// <param name="Progress">Receives the number of entries removed so far.</param>
    public sealed record Command(PlanPrune.Plan Plan, IProgress<long> Progress) : IOperation<long>
    {
        /// <inheritdoc/>
        public AccessAction Action => AccessAction.PruneAccessLog;

        /// <inheritdoc/>
        public LogScope Scope => Plan.Scope;
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Scope).NotEqual(LogScope.All).WithMessage("Prune one chain at a time.");
    }

    internal sealed class Handler(ILegalHolds holds, IPruning pruning) : IRequestHandler<Command, Operation<long>>
    {
        public async Task<Operation<long>> Handle(Command request, CancellationToken cancellationToken)
        {
            var plan = request.Plan;
            (await holds.ReadAsync(cancellationToken)).RequireFree(plan.Scope);
            var isNew = await pruning.StatedAsync(plan.Scope, cancellationToken) < plan.Last;
            if (isNew)
            {
                await pruning.StateAsync(plan, cancellationToken);
            }

            return new(isNew ? [plan.Scope] : [], plan.Entries,
                () => pruning.RemoveAsync(plan.Scope, plan.Last, request.Progress, cancellationToken));
        }
    }
}
