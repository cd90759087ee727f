using Enterprise.Domain.AccessLog;
using FluentValidation;
using MediatR;

namespace Enterprise.Application.AccessLog.Retention.Checkpoints;

/// <summary>Accepts that an older copy of the database has lost entries, and starts a new epoch. The service must not run.</summary>
public static class AcceptRollback
{
    /// <summary>Asks for it; the result is null if there is nothing to accept.</summary>
    public sealed record Command(string Reason) : IOperation<Rollback?>
    {
        /// <inheritdoc/>
        public AccessAction Action => AccessAction.AcceptRollback;

        /// <inheritdoc/>
        public LogScope Scope => LogScope.All;
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Reason).IsReason();
    }

    internal sealed class Handler(ISignedLog signed, ILogStatus log) : IRequestHandler<Command, Operation<Rollback?>>
    {
        public async Task<Operation<Rollback?>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await signed.FindRollbackAsync(cancellationToken) is not { } lost)
            {
                return new([], items: 0, result: null);
            }

            await signed.StateLossAsync(lost, cancellationToken);
            await signed.MakeCheckpointAsync(lost, cancellationToken); // The entries belong to the new epoch.
            return new(await log.ChainsAsync(LogScope.All, cancellationToken), lost.Size - lost.Restored, lost)
            {
                Detail = request.Reason,
            };
        }
    }
}
