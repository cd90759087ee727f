using Enterprise.Domain.Tenancy;

namespace Enterprise.Application.AccessLog.Integrity;

/// <summary>The signed checkpoints of the log. Their format is written down in docs/access-log-format.md.</summary>
public interface ICheckpoints
{
    /// <summary>Proves where a tenant's chain stands: makes a checkpoint now where this node may, else takes the latest.</summary>
    /// <returns>The proof, or null while there is no checkpoint that covers the tenant.</returns>
    /// <exception cref="AccessLogUnavailableException">The log could not be read or written.</exception>
    Task<TenantProof?> ProveAsync(TenantId tenant, CancellationToken cancel);
}

/// <summary>
/// The end of a tenant's chain in a signed checkpoint: everything a third party needs to verify it, and nothing of other tenants.
/// </summary>
/// <param name="Checkpoint">The signed text of the checkpoint.</param>
/// <param name="PublicKeys">Public keys (PEM, SubjectPublicKeyInfo) by key id: all that ever signed.</param>
/// <param name="TenantSecret">The tenant's secret, hexadecimal: it makes the leaf of this tenant and says nothing of others.</param>
/// <param name="Sequence">The number of the last entry that the checkpoint covers.</param>
/// <param name="Hash">Its hash, hexadecimal.</param>
/// <param name="Index">The place of the tenant's leaf, from 0.</param>
/// <param name="Leaves">The number of leaves.</param>
/// <param name="Path">The hashes beside the way to the root, hexadecimal, lowest first.</param>
/// <param name="Statements">Signed statements about this tenant or about all, oldest first.</param>
public sealed record TenantProof(
    string Checkpoint,
    IReadOnlyDictionary<string, string> PublicKeys,
    string TenantSecret,
    long Sequence,
    int Epoch,
    string Hash,
    int Index,
    int Leaves,
    IReadOnlyList<string> Path,
    IReadOnlyList<string> Statements);
