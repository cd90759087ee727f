using System.Security.Cryptography;

namespace Enterprise.VerifiableLog.Integrity;

/// <summary>
/// HMAC-SHA256 as RFC 2104 writes it down: the library's own looks up its algorithm for every key, which takes longer than the hash where
/// each text has a key of its own. Not for several threads.
/// </summary>
internal sealed class SaltedHash
{
    private const int Block = 64;

    private readonly byte[] _result = new byte[SHA256.HashSizeInBytes];
    private byte[] _padded = new byte[1024];

    /// <summary>The hash of a text under a salt. Valid until the next.</summary>
    /// <param name="salt">The key.</param>
    /// <param name="text">The text.</param>
    /// <returns>32 bytes.</returns>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> text)
    {
        if (salt.Length > Block)
        {
            HMACSHA256.HashData(salt, text, _result);
            return _result;
        }

        Hash(salt, 0x36, text);
        Hash(salt, 0x5c, _result);
        return _result;
    }

    private void Hash(ReadOnlySpan<byte> salt, byte filling, ReadOnlySpan<byte> text)
    {
        if (_padded.Length < Block + text.Length)
        {
            _padded = new byte[2 * (Block + text.Length)];
        }

        _padded.AsSpan(0, Block).Fill(filling);
        for (var place = 0; place < salt.Length; place++)
        {
            _padded[place] ^= salt[place];
        }

        text.CopyTo(_padded.AsSpan(Block));
        Sha256.Of(_padded.AsSpan(0, Block + text.Length), _result);
    }
}
