using Enterprise.Application.AccessLog.Recording;
using Enterprise.Domain.AccessLog;
using MediatR;

namespace Enterprise.Application.AccessLog.Retention;

/// <summary>An operator's command that changes or verifies the log. The audit behaviour records it, also if it is refused.</summary>
public interface IOperation
{
    /// <summary>The action of its entries.</summary>
    AccessAction Action { get; }

    /// <summary>The affected chains. The refusal of an operation on all chains is recorded with the unauthenticated callers.</summary>
    LogScope Scope { get; }
}

/// <summary>An operation with a result.</summary>
public interface IOperation<TResult> : IOperation, IRequest<Operation<TResult>>;

/// <summary>
/// No record, no removal: a handler checks and signs an operation and returns this. The audit behaviour then records it, and runs the rest
/// once the entries are durable.
/// </summary>
/// <param name="chains">The chains that get an entry; none if there is nothing new to record.</param>
/// <param name="items">The number of entries affected.</param>
public abstract class Operation(IReadOnlyList<LogScope> chains, long items)
{
    /// <summary>What else the entry says, or null.</summary>
    public string? Detail { get; init; }

    /// <summary>Why the operation counts as failed, as a stable code; null if it succeeded.</summary>
    public string? Reason { get; init; }

    internal IReadOnlyList<LogScope> Chains => chains;

    internal AccessFacts Facts => new(Detail: Detail, Items: (int)Math.Clamp(items, 0, int.MaxValue), Reason: Reason);

    internal abstract Task RunAsync();
}

/// <inheritdoc/>
/// <param name="run">What may happen only after the entries are durable.</param>
public sealed class Operation<TResult>(IReadOnlyList<LogScope> chains, long items, Func<Task<TResult>> run) : Operation(chains, items)
{
    /// <summary>An operation that is complete and only needs to be recorded.</summary>
    public Operation(IReadOnlyList<LogScope> chains, long items, TResult result) : this(chains, items, () => Task.FromResult(result))
    {
    }

    /// <summary>The result, once the operation was recorded and run.</summary>
    public TResult Result { get; private set; } = default!;

    internal override async Task RunAsync() => Result = await run();
}

/// <summary>The user of the operating system who runs a command.</summary>
/// <param name="CommandId">The ID of this run; the request ID of its entries.</param>
/// <param name="Command">The command, for example <c>audit erase</c>.</param>
public sealed record LogOperator(string Name, string CommandId, string Command);

/// <summary>An operation is refused; nothing was removed.</summary>
/// <param name="reason">A stable code.</param>
/// <param name="message">The reason in one sentence.</param>
/// <param name="remedy">What to do.</param>
public sealed class RetentionRefusedException(string reason, string message, string remedy) : Exception(message)
{
    /// <summary>A stable code.</summary>
    public string Reason { get; } = reason;

    /// <summary>What to do.</summary>
    public string Remedy { get; } = remedy;
}
