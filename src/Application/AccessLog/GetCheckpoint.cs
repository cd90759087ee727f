using MediatR;

namespace Enterprise.Application.AccessLog;

/// <summary>Tells the latest checkpoint to whoever keeps it as a witness. It says nothing of any tenant.</summary>
public static class GetCheckpoint
{
    /// <summary>Asks for it.</summary>
    public sealed record Query : IRequest<CheckpointFacts?>;

    internal sealed class Handler(ILatestCheckpoint checkpoints) : IRequestHandler<Query, CheckpointFacts?>
    {
        public Task<CheckpointFacts?> Handle(Query request, CancellationToken cancellationToken) => Task.FromResult(checkpoints.Latest);
    }
}
