using Enterprise.Application.Tenancy;
using MediatR;

namespace Enterprise.Application.AccessLog;

/// <summary>
/// Begins to verify the log of the caller's tenant. The run goes on behind the answer, which shows nothing of it; the run itself is an entry, with its range and
/// the number of its entries, before its result can be seen. An entry of a subtenant's auditor, which that auditor reads, says no numbers of the whole tenant.
/// </summary>
public static class VerifyAccessLog
{
    /// <summary>Asks for it.</summary>
    public sealed record Query : IRequest<ShowIntegrity.Result?>;

    internal sealed class Handler(Verifications verifications, ILatestCheckpoint checkpoints, ICaller caller) : IRequestHandler<Query, ShowIntegrity.Result?>
    {
        public Task<ShowIntegrity.Result?> Handle(Query request, CancellationToken cancellationToken)
        {
            verifications.Start(Actor.Of(caller));
            return Task.FromResult<ShowIntegrity.Result?>(ShowIntegrity.Result.Of(caller, verifications, checkpoints));
        }
    }
}
