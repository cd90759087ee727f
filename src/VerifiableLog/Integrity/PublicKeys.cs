using System.Security.Cryptography;

namespace Enterprise.VerifiableLog.Integrity;

/// <summary>The public keys that a log may be signed with, by id.</summary>
internal sealed class PublicKeys : IDisposable
{
    private readonly Dictionary<string, ECDsa> _keys = new(StringComparer.Ordinal);

    /// <summary>The keys as PEM (SubjectPublicKeyInfo), by id.</summary>
    public IReadOnlyDictionary<string, string> Pem =>
        _keys.ToDictionary(key => key.Key, key => key.Value.ExportSubjectPublicKeyInfoPem() + "\n", StringComparer.Ordinal);

    /// <summary>The id of a key: the first 16 hexadecimal digits of the SHA-256 of its DER form (SubjectPublicKeyInfo).</summary>
    /// <param name="key">The key.</param>
    /// <returns>16 characters.</returns>
    public static string IdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16];

    /// <summary>Adds a key.</summary>
    /// <param name="pem">The key as PEM.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="ArgumentException">The text is no PEM.</exception>
    /// <exception cref="CryptographicException">The text holds no such key.</exception>
    public string Add(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        var id = IdOf(key);
        if (!_keys.TryAdd(id, key))
        {
            key.Dispose();
        }

        return id;
    }

    /// <summary>Adds a key under the id that it claims.</summary>
    /// <returns>False where the text is no key, or the key has another id.</returns>
    public bool TryAdd(string id, string? pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (IdOf(key) == id && _keys.TryAdd(id, key))
            {
                return true;
            }
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            // Not a key: signatures that need it are found to be of an unknown key.
        }

        key.Dispose();
        return false;
    }

    /// <summary>Judges one signature.</summary>
    /// <param name="text">The text.</param>
    /// <param name="signature">The signature.</param>
    /// <returns>Whether it is good; null where the key is not known.</returns>
    public bool? IsGood(SignedText text, Signature signature) => IsGood(text.Bytes, signature);

    /// <summary>Judges one signature.</summary>
    /// <param name="text">The bytes that are signed.</param>
    /// <param name="signature">The signature.</param>
    /// <returns>Whether it is good; null where the key is not known.</returns>
    public bool? IsGood(ReadOnlySpan<byte> text, Signature signature)
    {
        if (!_keys.TryGetValue(signature.Key, out var key))
        {
            return null;
        }

        try
        {
            return key.VerifyData(text, signature.Bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }
    }
}
