using Enterprise.Domain.Health;
using MediatR;

namespace Enterprise.Application.Health;

/// <summary>Tells how the application stands, from memory.</summary>
public static class GetHealth
{
    /// <summary>Asks for the report.</summary>
    public sealed record Query : IRequest<HealthReport>;

    internal sealed class Handler(HealthBoard board) : IRequestHandler<Query, HealthReport>
    {
        public Task<HealthReport> Handle(Query request, CancellationToken cancellationToken) => Task.FromResult(board.Latest);
    }
}
