namespace Enterprise.Application.AccessLog.Retention.Checkpoints;

/// <summary>The signed part of the log: the steps by which a lost end is accepted and the signing key changes.</summary>
public interface ISignedLog
{
    /// <summary>Compares the database with the checkpoint archive.</summary>
    /// <returns>What was lost; null if the database is as new as the archive.</returns>
    Task<Rollback?> FindRollbackAsync(CancellationToken cancel);

    /// <summary>Appends the signed statement of a loss.</summary>
    /// <exception cref="AccessLogUnavailableException">It could not be stored.</exception>
    /// <exception cref="StartRefusedException">The keys or the checkpoint archive cannot be used.</exception>
    Task StateLossAsync(Rollback rollback, CancellationToken cancel);

    /// <summary>Creates a key pair. It signs nothing until it is stated.</summary>
    /// <returns>The ID of the key.</returns>
    /// <exception cref="StartRefusedException">The folder of the keys cannot be used, or belongs to another log.</exception>
    Task<string> CreateKeyAsync(CancellationToken cancel);

    /// <summary>Appends the statement of a new key, signed by it and by the current key. From then on the new key signs.</summary>
    /// <exception cref="AccessLogUnavailableException">It could not be stored: the current key remains.</exception>
    Task StateKeyAsync(string key, CancellationToken cancel);

    /// <summary>Makes a checkpoint, after a rollback the first one of its epoch.</summary>
    /// <exception cref="AccessLogUnavailableException">The log could not be read or written.</exception>
    Task MakeCheckpointAsync(Rollback? rollback, CancellationToken cancel);
}
