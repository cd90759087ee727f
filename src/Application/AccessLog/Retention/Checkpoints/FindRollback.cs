using MediatR;

namespace Enterprise.Application.AccessLog.Retention.Checkpoints;

/// <summary>Tells what an older copy of the database has lost. Changes nothing and is not recorded.</summary>
public static class FindRollback
{
    /// <summary>Asks for it.</summary>
    public sealed record Query : IRequest<Rollback?>;

    internal sealed class Handler(ISignedLog log) : IRequestHandler<Query, Rollback?>
    {
        public Task<Rollback?> Handle(Query request, CancellationToken cancellationToken) => log.FindRollbackAsync(cancellationToken);
    }
}
