using MediatR;

namespace Enterprise.Application.AccessLog.Integrity;

/// <summary>Returns the latest checkpoint, for a monitor that archives it. It contains nothing about any tenant.</summary>
public static class GetCheckpoint
{
    /// <summary>Asks for it.</summary>
    public sealed record Query : IRequest<CheckpointFacts?>;

    internal sealed class Handler(ILatestCheckpoint checkpoints) : IRequestHandler<Query, CheckpointFacts?>
    {
        public Task<CheckpointFacts?> Handle(Query request, CancellationToken cancellationToken) => Task.FromResult(checkpoints.Latest);
    }
}
