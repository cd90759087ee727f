using System.Security.Cryptography;

namespace Enterprise.Domain.AccessLog.Integrity;

/// <summary>
/// The chain of one tenant's entries: each hash covers its entry and the hash before it, so that nothing can be changed, removed, added or moved in
/// between without all later hashes changing too. Entries of nobody's tenant have a chain of their own. The format is written down in docs/access-log-format.md.
/// </summary>
public static class Chain
{
    /// <summary>The version of the format; it is the first field of every leaf.</summary>
    public const int Format = 1;

    /// <summary>The length of every hash, in bytes.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    /// <summary>
    /// What stands in place of the hash before where an epoch begins: for the first entry of all, and for the first after entries were lost by restoring
    /// an older store. <c>SHA-256(0x02 ‖ tenant ‖ epoch ‖ previous)</c>.
    /// </summary>
    /// <param name="tenant">The tenant, or null for the chain of nobody's tenant.</param>
    /// <param name="epoch">The epoch, 1 or more.</param>
    /// <param name="previous">The last hash of the epoch before; 32 zero bytes where there is none.</param>
    /// <param name="writer">Scratch.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] Start(string? tenant, int epoch, ReadOnlySpan<byte> previous, CanonicalText writer) =>
        SHA256.HashData(writer.Begin(2).Add(tenant).Add(epoch).Raw(previous).AsSpan());

    /// <summary>The hash of an entry at its place: <c>SHA-256(0x00 ‖ fields)</c>.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="sequence">Its number in its tenant's chain, from 1.</param>
    /// <param name="subject">The commitment to its personal part.</param>
    /// <param name="detail">The commitment to its detail; null where it never had one.</param>
    /// <param name="writer">Scratch.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] Leaf(AccessEntry entry, long sequence, ReadOnlySpan<byte> subject, ReadOnlySpan<byte> detail, CanonicalText writer) => Leaf(
        new()
        {
            Sequence = sequence, Tenant = entry.Tenant?.Value, Id = entry.Id.ToString(), At = (entry.At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
            TenantAsSeen = entry.TenantAsSeen?.Value, Subtenant = entry.Subtenant?.Value, Action = entry.Action.ToString(), Outcome = entry.Outcome.ToString(),
            Reason = entry.Reason, Resource = entry.Resource, ResourceName = entry.ResourceName, Items = entry.Items, Occurrences = entry.Occurrences,
            Remark = entry.Remark, RequestId = entry.RequestId, Issuer = entry.Authentication?.Issuer, Client = entry.Authentication?.Client,
            TokenHash = entry.Authentication?.TokenHash, Roles = entry.Authentication?.Roles, Node = entry.Node, Version = entry.Version,
        },
        subject,
        detail,
        writer);

    /// <summary>The same, of fields as they were found: whoever verifies takes nothing for granted about them.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="subject">The commitment to the personal part.</param>
    /// <param name="detail">The commitment to the detail; empty where it never had one.</param>
    /// <param name="writer">Scratch.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] Leaf(in SealedFields fields, ReadOnlySpan<byte> subject, ReadOnlySpan<byte> detail, CanonicalText writer)
    {
        writer.Begin(0).Add(Format).Add(fields.Sequence).Add(fields.Tenant).Add(fields.Id).Add(fields.At).Add(fields.TenantAsSeen).Add(fields.Subtenant)
            .Add(fields.Action).Add(fields.Outcome).Add(fields.Reason).Add(fields.Resource).Add(fields.ResourceName)
            .Add(fields.Items).Add(fields.Occurrences).Add(fields.Remark).Add(fields.RequestId)
            .Add(fields.Issuer).Add(fields.Client).Add(fields.TokenHash).Add(fields.Roles).Add(fields.Node).Add(fields.Version)
            .Add(Convert.ToHexStringLower(subject)).Add(detail.IsEmpty ? null : Convert.ToHexStringLower(detail));
        return SHA256.HashData(writer.AsSpan());
    }

    /// <summary>The hash of the chain up to an entry: <c>SHA-256(0x01 ‖ previous ‖ leaf)</c>. Whoever skips an entry needs its leaf alone.</summary>
    /// <param name="previous">The hash before, or <see cref="Start"/>.</param>
    /// <param name="leaf">The entry's leaf.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] Next(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> leaf)
    {
        Span<byte> both = stackalloc byte[1 + (2 * HashLength)];
        both[0] = 1;
        previous.CopyTo(both[1..]);
        leaf.CopyTo(both[(1 + HashLength)..]);
        return SHA256.HashData(both);
    }
}
