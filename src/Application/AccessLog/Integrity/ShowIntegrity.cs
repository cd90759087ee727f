using Enterprise.Application.Tenancy;
using MediatR;

namespace Enterprise.Application.AccessLog.Integrity;

/// <summary>
/// Tells how the log of the caller's tenant stands: the last verification, the one that runs, the latest checkpoint. It shows no entry, so
/// that looking is not recorded; the verification was.
/// </summary>
public static class ShowIntegrity
{
    /// <summary>Asks for it.</summary>
    public sealed record Query : IRequest<Result?>;

    /// <summary>How it stands.</summary>
    /// <param name="Running">The verification that runs, or null.</param>
    /// <param name="Last">The last that ended since this service started, or null.</param>
    /// <param name="Checkpoint">The latest checkpoint, or null.</param>
    /// <param name="IsOfPart">
    /// Whether the reader belongs to a subtenant. The chain is the whole tenant's, so such a reader is told whether it is intact and when
    /// that was verified, but no number and no fault: those tell of entries that are not the reader's.
    /// </param>
    public sealed record Result(RunningVerification? Running, FinishedVerification? Last, CheckpointFacts? Checkpoint, bool IsOfPart)
    {
        internal static Result Of(ICaller caller, Verifications verifications, ILatestCheckpoint checkpoints)
        {
            var (running, last) = verifications.Of(caller.User.Tenant);
            return caller.User.Subtenant is null
                ? new(running, last, checkpoints.Latest, IsOfPart: false)
                : new(running?.WithoutNumbers(), last?.WithoutNumbers(), checkpoints.Latest, IsOfPart: true);
        }
    }

    internal sealed class Handler(Verifications verifications, ILatestCheckpoint checkpoints, ICaller caller)
        : IRequestHandler<Query, Result?>
    {
        public Task<Result?> Handle(Query request, CancellationToken cancellationToken) =>
            Task.FromResult<Result?>(Result.Of(caller, verifications, checkpoints));
    }
}
