namespace Enterprise.Application.AccessLog;

/// <summary>A store that went back behind the newest checkpoint outside it, and accepting what is lost by that.</summary>
public interface IRollbacks
{
    /// <summary>Compares the store with its archive.</summary>
    /// <returns>What would be lost; null where the store is as new as its archive.</returns>
    Task<Rollback?> LookAsync(CancellationToken cancel);

    /// <summary>Writes the signed statement of what is lost, and the first checkpoint of a new epoch. The service must not run.</summary>
    /// <returns>What was lost; null where there was nothing to accept.</returns>
    /// <exception cref="AccessLogUnavailableException">It could not be recorded.</exception>
    /// <exception cref="StartRefusedException">The keys or the checkpoint archive cannot be used.</exception>
    Task<Rollback?> AcceptAsync(CancellationToken cancel);
}

/// <summary>How far a store went back.</summary>
/// <param name="Why">One sentence for an operator.</param>
/// <param name="Number">The number of the newest checkpoint known.</param>
/// <param name="Size">How many entries it covers.</param>
/// <param name="Root">Its root, base64.</param>
/// <param name="Restored">The number of the last entry that the store has, of all tenants.</param>
/// <param name="Epoch">The epoch that begins with the acceptance.</param>
public sealed record Rollback(string Why, long Number, long Size, string Root, long Restored, int Epoch);

/// <summary>Changing the key that signs checkpoints and statements.</summary>
public interface IKeyRotation
{
    /// <summary>Makes a new key and lets it sign from now on; the statement of it and the next checkpoint carry both signatures.</summary>
    /// <returns>The new key's id.</returns>
    /// <exception cref="AccessLogUnavailableException">It could not be recorded: the old key goes on.</exception>
    /// <exception cref="StartRefusedException">The folder of the keys cannot be used.</exception>
    Task<string> RotateAsync(CancellationToken cancel);
}
