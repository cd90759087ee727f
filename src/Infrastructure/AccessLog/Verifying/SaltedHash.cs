using System.Security.Cryptography;

namespace Enterprise.Infrastructure.AccessLog.Verifying;

/// <summary>
/// HMAC-SHA256 as RFC 2104 writes it down, with one hash object for all: the library's own looks up its algorithm for every key, and here each text has a key of its own.
/// Not for several threads.
/// </summary>
internal sealed class SaltedHash : IDisposable
{
    private const int Block = 64;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _result = new byte[SHA256.HashSizeInBytes];
    private readonly byte[] _pad = new byte[Block];

    /// <summary>The hash of a text under a salt. Valid until the next.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> text)
    {
        if (salt.Length > Block)
        {
            HMACSHA256.HashData(salt, text, _result);
            return _result;
        }

        Begin(salt, 0x36);
        _hash.AppendData(text);
        _hash.GetHashAndReset(_result);
        Begin(salt, 0x5c);
        _hash.AppendData(_result);
        _hash.GetHashAndReset(_result);
        return _result;
    }

    public void Dispose() => _hash.Dispose();

    private void Begin(ReadOnlySpan<byte> salt, byte filling)
    {
        _pad.AsSpan().Fill(filling);
        for (var place = 0; place < salt.Length; place++)
        {
            _pad[place] ^= salt[place];
        }

        _hash.AppendData(_pad);
    }
}
