using System.Security.Cryptography;

namespace Enterprise.VerifiableLog.Integrity;

/// <summary>
/// The chain of one tenant's entries: each hash covers its entry and the hash before it, so that nothing can be changed, removed, added or
/// moved without all later hashes changing too. Entries of no tenant have a chain of their own. docs/access-log-format.md describes the
/// format.
/// </summary>
internal static class Chain
{
    /// <summary>The version of the format; it is the first field of every leaf.</summary>
    public const int Format = 1;

    /// <summary>The length of every hash, in bytes.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    /// <summary>
    /// The hash before the first entry of an epoch: of the first entry of all, and of the first after entries were lost by restoring an
    /// older store. <c>SHA-256(0x02 ‖ tenant ‖ epoch ‖ last hash of the epoch before, or 32 zero bytes)</c>.
    /// </summary>
    /// <param name="chain">The tenant, or empty for the chain of no tenant.</param>
    /// <param name="epoch">The epoch, 1 or more.</param>
    /// <param name="previous">The last hash of the epoch before; 32 zero bytes where there is none.</param>
    /// <param name="writer">A buffer.</param>
    public static byte[] Start(string chain, int epoch, ReadOnlySpan<byte> previous, CanonicalText writer) =>
        Sha256.Of(writer.Begin(2).Add(chain.Length == 0 ? null : chain).Add(epoch).Raw(previous).AsSpan());

    /// <summary>The hash of an entry at its place: <c>SHA-256(0x00 ‖ fields)</c>.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="sequence">Its number in its chain, from 1.</param>
    /// <param name="commitments">The commitment to each personal part; null where the entry never had the part.</param>
    /// <param name="writer">A buffer.</param>
    public static byte[] Leaf(LogEntry entry, long sequence, IReadOnlyList<byte[]?> commitments, CanonicalText writer)
    {
        Begin(sequence, writer).Add(entry.Tenant).Add(entry.Id).Add(entry.At);
        foreach (var field in entry.Schema.Sealed)
        {
            writer.Add(entry[field]);
        }

        foreach (var commitment in commitments)
        {
            _ = commitment is null ? writer.Add((string?)null) : writer.AddHex(commitment);
        }

        return Sha256.Of(writer.AsSpan());
    }

    /// <summary>The same, of fields as a verifier found them.</summary>
    /// <param name="sequence">The entry's number.</param>
    /// <param name="fields">All fields after the number, in canonical form.</param>
    /// <param name="writer">A buffer.</param>
    public static byte[] Leaf(long sequence, ReadOnlySpan<byte> fields, CanonicalText writer) =>
        Sha256.Of(Begin(sequence, writer).Raw(fields).AsSpan());

    /// <summary>
    /// The hash of the chain up to an entry: <c>SHA-256(0x01 ‖ previous ‖ leaf)</c>. An entry that is left out is replaced by its leaf.
    /// </summary>
    /// <param name="previous">The hash before, or <see cref="Start"/>.</param>
    /// <param name="leaf">The entry's leaf.</param>
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
