using MediatR;

namespace Enterprise.Application.AccessLog.Retention;

/// <summary>Shows the state of the log to an operator. Changes nothing and is not recorded.</summary>
public static class ShowLogStatus
{
    /// <summary>Asks for it.</summary>
    public sealed record Query : IRequest<Result>;

    /// <summary>The state of the log.</summary>
    /// <param name="Store">Where the database is.</param>
    /// <param name="Bytes">Its size.</param>
    /// <param name="Capacity">How full it and its disk are, in words.</param>
    /// <param name="Checkpoint">The number of the last checkpoint, 0 without one.</param>
    /// <param name="Statements">The number of signed statements.</param>
    public sealed record Result(
        string Store, long Bytes, string Capacity, IReadOnlyList<Chain> Chains, LegalHolds Holds, long Checkpoint,
        DateTimeOffset? CheckpointAt, long Statements);

    /// <summary>The state of one chain.</summary>
    /// <param name="First">The number of its first remaining entry.</param>
    /// <param name="Last">The number of its last entry.</param>
    /// <param name="Days">Its retention period.</param>
    public sealed record Chain(LogScope Scope, long First, long Last, int Days, bool IsHeld);

    internal sealed class Handler(ILogStatus log) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query request, CancellationToken cancellationToken) => log.ReadAsync(cancellationToken);
    }
}

/// <summary>What the log contains, for an operator.</summary>
public interface ILogStatus
{
    /// <summary>Reads the state of the log.</summary>
    Task<ShowLogStatus.Result> ReadAsync(CancellationToken cancel);

    /// <summary>The chains of a scope: the existing ones of all, otherwise the one itself.</summary>
    Task<IReadOnlyList<LogScope>> ChainsAsync(LogScope scope, CancellationToken cancel);
}
