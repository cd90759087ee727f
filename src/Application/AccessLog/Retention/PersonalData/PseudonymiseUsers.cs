using Enterprise.Domain.AccessLog;
using FluentValidation;
using MediatR;

namespace Enterprise.Application.AccessLog.Retention.PersonalData;

/// <summary>
/// Replaces the personal data of a chain's old entries by a keyed hash of the user's ID, with which the user's entries can still be found.
/// </summary>
public static class PseudonymiseUsers
{
    /// <summary>What to change in one chain.</summary>
    /// <param name="Progress">Receives the number of entries changed so far.</param>
    public sealed record Command(PlanPseudonymise.Plan Plan, IProgress<long> Progress) : IOperation<long>
    {
        /// <inheritdoc/>
        public AccessAction Action => AccessAction.PseudonymiseUsers;

        /// <inheritdoc/>
        public LogScope Scope => Plan.Scope;
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() =>
            RuleFor(command => command.Scope).NotEqual(LogScope.All).WithMessage("Pseudonymise one chain at a time.");
    }

    internal sealed class Handler(ILegalHolds holds, IPseudonymisation pseudonymisation) : IRequestHandler<Command, Operation<long>>
    {
        public async Task<Operation<long>> Handle(Command request, CancellationToken cancellationToken)
        {
            var plan = request.Plan;
            (await holds.ReadAsync(cancellationToken)).RequireFree(plan.Scope);
            await pseudonymisation.StateAsync(plan, cancellationToken);
            return new([plan.Scope], plan.Entries,
                () => pseudonymisation.ReplaceAsync(plan.Scope, plan.Before, request.Progress, cancellationToken));
        }
    }
}
