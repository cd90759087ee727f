using Enterprise.Application.AccessLog.Integrity;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using FluentValidation;
using MediatR;

namespace Enterprise.Application.AccessLog.Retention;

/// <summary>Verifies the log for an operator and reports every fault. Recorded in each log that it covers.</summary>
public static class RunVerification
{
    /// <summary>The reason of a verification that found faults.</summary>
    public const string FaultsFound = "faults_found";

    /// <summary>One tenant's entries, a range of them, or everything.</summary>
    /// <param name="Report">Receives each step; the last one contains the result, before it is recorded.</param>
    public sealed record Command(TenantId? Tenant, EntryRange? Range, Action<VerificationStep> Report) : IOperation<Unit>
    {
        /// <inheritdoc/>
        public AccessAction Action => AccessAction.VerifyAccessLog;

        /// <inheritdoc/>
        public LogScope Scope => Tenant is null ? LogScope.All : LogScope.Of(Tenant);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Range)
            .Must((command, range) => range is null || (command.Tenant is not null && range.First >= 1 && range.First <= range.Last))
            .WithMessage("Enter entry numbers of one tenant, 1 or greater, the first not greater than the last.");
    }

    internal sealed class Handler(ILogVerifier verifier, ILogStatus log) : IRequestHandler<Command, Operation<Unit>>
    {
        public async Task<Operation<Unit>> Handle(Command request, CancellationToken cancellationToken)
        {
            var (faults, entries) = (0, 0L);
            await foreach (var step in verifier.VerifyAsync(request.Tenant, request.Range, cancellationToken))
            {
                (faults, entries) = (faults + step.Faults.Count, step.Result?.Entries ?? 0);
                request.Report(step);
            }

            return new(await log.ChainsAsync(request.Scope, cancellationToken), entries, Unit.Value)
            {
                Reason = faults == 0 ? null : FaultsFound,
            };
        }
    }
}
