using Enterprise.Application.Tenancy;
using MediatR;

namespace Enterprise.Application.AccessLog;

/// <summary>
/// Tells how the log of the caller's tenant stands: the last verification, the one that runs, the latest checkpoint. It shows no entry, so that looking is not
/// recorded; the verification was.
/// </summary>
public static class ShowIntegrity
{
    /// <summary>Asks for it.</summary>
    public sealed record Query : IRequest<Result?>;

    /// <summary>How it stands.</summary>
    /// <param name="Running">The verification that runs, or null.</param>
    /// <param name="Last">The last that ended since this service started, or null.</param>
    /// <param name="Checkpoint">The latest checkpoint, or null.</param>
    public sealed record Result(RunningVerification? Running, FinishedVerification? Last, CheckpointFacts? Checkpoint);

    internal sealed class Handler(Verifications verifications, ILatestCheckpoint checkpoints, ICaller caller) : IRequestHandler<Query, Result?>
    {
        public Task<Result?> Handle(Query request, CancellationToken cancellationToken)
        {
            var (running, last) = verifications.Of(caller.User.Tenant);
            return Task.FromResult<Result?>(new(running, last, checkpoints.Latest));
        }
    }
}
