using System.Security.Cryptography;

namespace Enterprise.VerifiableLog.Integrity;

/// <summary>
/// Stands for a personal part in the chain: HMAC-SHA256 under a random salt that is stored with the part. While both are there, anyone can
/// check that they belong together; once they are erased, the commitment stays and cannot be guessed back.
/// </summary>
internal static class Commitment
{
    /// <summary>The length of a salt, in bytes.</summary>
    public const int SaltLength = 16;

    /// <summary>The commitment to a part of an entry.</summary>
    /// <param name="salt">The salt, <see cref="SaltLength"/> bytes.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="part">The part.</param>
    /// <param name="writer">A buffer.</param>
    public static byte[] To(ReadOnlySpan<byte> salt, LogEntry entry, LogPart part, CanonicalText writer)
    {
        writer.Begin();
        foreach (var field in part.Fields)
        {
            writer.Add(entry[field]);
        }

        return HMACSHA256.HashData(salt, writer.AsSpan());
    }
}

/// <summary>An entry that is about to be stored, with a new salt and the commitment for each personal part that it has.</summary>
internal sealed class PreparedEntry
{
    /// <summary>Draws the salts and computes the commitments.</summary>
    public PreparedEntry(LogEntry entry)
    {
        var (parts, text) = (entry.Schema.Parts, new CanonicalText());
        (Entry, Salts, Commitments) = (entry, new byte[parts.Count][], new byte[parts.Count][]);
        foreach (var part in parts.Where(entry.Has))
        {
            Salts[part.Index] = RandomNumberGenerator.GetBytes(Commitment.SaltLength);
            Commitments[part.Index] = Commitment.To(Salts[part.Index], entry, part, text);
        }
    }

    /// <summary>The entry.</summary>
    public LogEntry Entry { get; }

    /// <summary>The salt of each part, 16 bytes; null where the entry does not have the part.</summary>
    public byte[]?[] Salts { get; }

    /// <summary>The commitment to each part, 32 bytes; null where the entry does not have the part.</summary>
    public byte[]?[] Commitments { get; }
}
