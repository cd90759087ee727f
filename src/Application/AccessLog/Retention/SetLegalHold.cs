using Enterprise.Domain.AccessLog;
using FluentValidation;
using MediatR;

namespace Enterprise.Application.AccessLog.Retention;

/// <summary>Places a scope under legal hold or releases it. Under legal hold nothing is removed.</summary>
public static class SetLegalHold
{
    /// <summary>The scope, and whether to hold or to release it.</summary>
    public sealed record Command(LogScope Scope, bool IsHeld, string Reason) : IOperation<Unit>
    {
        /// <inheritdoc/>
        public AccessAction Action => IsHeld ? AccessAction.HoldAccessLog : AccessAction.ReleaseAccessLog;
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Reason).IsReason();
    }

    internal sealed class Handler(ILegalHolds holds, ILogStatus log) : IRequestHandler<Command, Operation<Unit>>
    {
        public async Task<Operation<Unit>> Handle(Command request, CancellationToken cancellationToken)
        {
            var (scope, isHeld) = (request.Scope, request.IsHeld);
            if ((await holds.ReadAsync(cancellationToken)).Contains(scope) == isHeld)
            {
                throw isHeld
                    ? new RetentionRefusedException("already_held", $"{scope} is under legal hold already.",
                        "Nothing needs to be done; audit status shows the holds.")
                    : new RetentionRefusedException("not_held", $"{scope} is not under legal hold by itself.",
                        "See audit status; a hold of all is released with --all-tenants.");
            }

            await holds.StateAsync(scope, isHeld, request.Reason, cancellationToken);
            return new(await log.ChainsAsync(scope, cancellationToken), items: 0, Unit.Value);
        }
    }
}
