using System.Security.Cryptography;

namespace Enterprise.VerifiableLog.Integrity;

/// <summary>
/// SHA-256 with one hash for each thread, used again and again: the library's own for a single text looks up its algorithm every time,
/// which takes a third of the time of a short one.
/// </summary>
internal static class Sha256
{
    [ThreadStatic]
    private static IncrementalHash? _hash;

    /// <summary>The hash of some bytes.</summary>
    /// <returns>32 bytes.</returns>
    public static byte[] Of(ReadOnlySpan<byte> bytes)
    {
        var result = new byte[SHA256.HashSizeInBytes];
        Of(bytes, result);
        return result;
    }

    /// <summary>Writes the hash of some bytes, 32 bytes, which may be in the same place.</summary>
    public static void Of(ReadOnlySpan<byte> bytes, Span<byte> result)
    {
        var hash = _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(bytes);
        hash.GetHashAndReset(result);
    }
}
