namespace Enterprise.VerifiableLog.Checkpoints;

/// <summary>
/// The end of a chain in a signed checkpoint: everything a third party needs to verify it, and nothing of other chains. Hashes and secrets
/// are hexadecimal.
/// </summary>
/// <param name="Checkpoint">The signed text of the checkpoint.</param>
/// <param name="PublicKeys">Public keys (PEM, SubjectPublicKeyInfo) by key id: all that ever signed.</param>
/// <param name="Secret">The chain's secret: it makes the leaf of this chain and says nothing of others.</param>
/// <param name="Sequence">The number of the last entry that the checkpoint covers.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Index">The place of the chain's leaf, from 0.</param>
/// <param name="Leaves">The number of leaves.</param>
/// <param name="Path">The hashes beside the way to the root, lowest first.</param>
/// <param name="Statements">Signed statements about this chain or about all, oldest first.</param>
internal sealed record ChainProof(
    string Checkpoint,
    IReadOnlyDictionary<string, string> PublicKeys,
    string Secret,
    long Sequence,
    int Epoch,
    string Hash,
    int Index,
    int Leaves,
    IReadOnlyList<string> Path,
    IReadOnlyList<string> Statements);
