namespace Enterprise.VerifiableLog;

/// <summary>Something that was asked of the log could not be done.</summary>
/// <param name="failure">Which kind of failure.</param>
public sealed class LogException(LogFailure failure, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Which kind of failure.</summary>
    public LogFailure Failure { get; } = failure;
}

/// <summary>The kinds of failures.</summary>
public enum LogFailure
{
    /// <summary>The store could not be read or written now; a later attempt may succeed.</summary>
    Unavailable,

    /// <summary>A read took longer than <see cref="LogOptions.Deadline"/>.</summary>
    Slow,

    /// <summary>The log cannot be used as it is configured, or its store is older than its checkpoints: an operator has to act.</summary>
    Refused,

    /// <summary>No checkpoint covers the chain yet.</summary>
    NoCheckpoint,

    /// <summary>Entries were pruned while they were read.</summary>
    Pruned,

    /// <summary>A rewrite of the store did not get its turn beside its readers.</summary>
    Busy,
}
