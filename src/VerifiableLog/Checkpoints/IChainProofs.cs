namespace Enterprise.VerifiableLog.Checkpoints;

/// <summary>Proofs of where chains end.</summary>
internal interface IChainProofs
{
    /// <summary>Proves where a chain ends: makes a checkpoint now where this node may, else takes the latest.</summary>
    /// <returns>The proof, or null while there is no checkpoint that covers the chain.</returns>
    /// <exception cref="LogException">The log could not be read or written.</exception>
    Task<ChainProof?> ProveAsync(string chain, CancellationToken cancel);

    /// <summary>
    /// Adds what was stated and what keys were made since, so that a proof also vouches for what was erased after its checkpoint.
    /// </summary>
    /// <returns>The same proof with all statements and keys that there are now.</returns>
    /// <exception cref="LogException">The log could not be read.</exception>
    Task<ChainProof> RenewAsync(ChainProof proof, string chain, CancellationToken cancel);
}
