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
        Sha256.Of(writer.Begin(2).Add(tenant).Add(epoch).Raw(previous).AsSpan());

    /// <summary>The hash of an entry at its place: <c>SHA-256(0x00 ‖ fields)</c>.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="sequence">Its number in its tenant's chain, from 1.</param>
    /// <param name="subject">The commitment to its personal part.</param>
    /// <param name="detail">The commitment to its detail; null where it never had one.</param>
    /// <param name="writer">Scratch.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] Leaf(AccessEntry entry, long sequence, ReadOnlySpan<byte> subject, ReadOnlySpan<byte> detail, CanonicalText writer)
    {
        Begin(sequence, writer).Add(entry.Tenant?.Value).Add(entry.Id.ToString()).Add((entry.At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond)
            .Add(entry.TenantAsSeen?.Value).Add(entry.Subtenant?.Value).Add(entry.Action.ToString()).Add(entry.Outcome.ToString())
            .Add(entry.Reason).Add(entry.Resource).Add(entry.ResourceName).Add(entry.Items).Add(entry.Occurrences).Add(entry.Remark).Add(entry.RequestId)
            .Add(entry.Authentication?.Issuer).Add(entry.Authentication?.Client).Add(entry.Authentication?.TokenHash).Add(entry.Authentication?.Roles)
            .Add(entry.Node).Add(entry.Version);
        AddCommitments(subject, detail, writer);
        return Sha256.Of(writer.AsSpan());
    }

    /// <summary>The same, of fields as they were found: whoever verifies takes nothing for granted about them.</summary>
    /// <param name="sequence">The number at which it stands.</param>
    /// <param name="fields">All fields behind the number, in canonical form.</param>
    /// <param name="writer">Scratch.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] Leaf(long sequence, ReadOnlySpan<byte> fields, CanonicalText writer) => Sha256.Of(Begin(sequence, writer).Raw(fields).AsSpan());

    /// <summary>Adds the last two fields of a leaf.</summary>
    /// <param name="subject">The commitment to the personal part.</param>
    /// <param name="detail">The commitment to the detail; empty where it never had one.</param>
    /// <param name="writer">Where the other fields stand.</param>
    public static void AddCommitments(ReadOnlySpan<byte> subject, ReadOnlySpan<byte> detail, CanonicalText writer)
    {
        writer.AddHex(subject);
        _ = detail.IsEmpty ? writer.Add(null) : writer.AddHex(detail);
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
        return Sha256.Of(both);
    }

    private static CanonicalText Begin(long sequence, CanonicalText writer) => writer.Begin(0).Add(Format).Add(sequence);
}
