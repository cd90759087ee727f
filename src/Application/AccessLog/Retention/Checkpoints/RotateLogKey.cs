using Enterprise.Domain.AccessLog;
using MediatR;

namespace Enterprise.Application.AccessLog.Retention.Checkpoints;

/// <summary>Replaces the key that signs checkpoints and statements.</summary>
public static class RotateLogKey
{
    /// <summary>Asks for it; the result is the ID of the new key.</summary>
    public sealed record Command : IOperation<string>
    {
        /// <inheritdoc/>
        public AccessAction Action => AccessAction.ChangeKey;

        /// <inheritdoc/>
        public LogScope Scope => LogScope.All;
    }

    internal sealed class Handler(ISignedLog signed, ILogStatus log) : IRequestHandler<Command, Operation<string>>
    {
        public async Task<Operation<string>> Handle(Command request, CancellationToken cancellationToken)
        {
            var key = await signed.CreateKeyAsync(cancellationToken);
            await signed.StateKeyAsync(key, cancellationToken);
            await signed.MakeCheckpointAsync(rollback: null, cancellationToken);
            return new(await log.ChainsAsync(LogScope.All, cancellationToken), items: 0, key);
        }
    }
}
