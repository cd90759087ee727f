using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Enterprise.Infrastructure.InsightsHub.Identity;

/// <summary>
/// Reads the answer of <c>token_keys</c>: a JSON web key set whose members also carry the key as PEM in <c>value</c>. Source: observed in
/// the platform's own client; its <c>n</c> keeps a leading zero byte, which is taken off here.
/// </summary>
internal static class KeySetReader
{
    private const int MinBits = 2048;

    /// <summary>
    /// With such a key a signature is checked in milliseconds. The time grows with the square of the size and with the exponent.
    /// </summary>
    private const int MaxBits = 8192;
    private const int MaxExponentBytes = 4;

    /// <summary>The private key of 4096 bits that <c>value</c> might hold has 3,300 characters.</summary>
    private const int MaxPem = 4096;
    private const int MaxKeys = 100;
    private const int MaxKeyId = 128;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>The usable keys by their id: RSA, for signatures, of 2048 to 8192 bits. A key that is not usable is left out.</summary>
    /// <exception cref="FormatException">The answer is not a key set, or no key of it is usable. Nothing else is thrown.</exception>
    public static IReadOnlyDictionary<string, RsaSecurityKey> Read(ReadOnlyMemory<byte> answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer, Strict);
            var set = document.RootElement.GetProperty("keys");
            if (set.GetArrayLength() > MaxKeys)
            {
                throw new FormatException($"the key set holds more than {MaxKeys} keys");
            }

            var keys = set.EnumerateArray().Select(Key).OfType<RsaSecurityKey>()
                .DistinctBy(key => key.KeyId, StringComparer.Ordinal).ToDictionary(key => key.KeyId, StringComparer.Ordinal);
            return keys.Count > 0 ? keys : throw new FormatException("the key set holds no usable key");
        }
        catch (Exception fault) when (fault is not FormatException)
        {
            throw new FormatException("the answer is not a key set", fault);
        }
    }

    private static RsaSecurityKey? Key(JsonElement key)
    {
        try
        {
            return key.ValueKind == JsonValueKind.Object && Text(key, "kty") == "RSA" && Text(key, "use") is (null or "sig")
                && Text(key, "kid") is { Length: > 0 and <= MaxKeyId } id && Numbers(key) is { } numbers
                ? new RsaSecurityKey(numbers) { KeyId = id } : null;
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException or CryptographicException or InvalidOperationException)
        {
            return null;
        }
    }

    private static RSAParameters? Numbers(JsonElement key)
    {
        var read = Text(key, "n") is { } modulus && Text(key, "e") is { } exponent
            ? new() { Modulus = Base64UrlEncoder.DecodeBytes(modulus), Exponent = Base64UrlEncoder.DecodeBytes(exponent) }
            : FromPem(Text(key, "value"));
        var numbers = new RSAParameters { Modulus = WithoutLeadingZeros(read.Modulus), Exponent = WithoutLeadingZeros(read.Exponent) };
        return IsSound(numbers.Modulus, numbers.Exponent) && CanVerify(numbers) ? numbers : null;
    }

    private static RSAParameters FromPem(string? pem)
    {
        if (pem is null or { Length: > MaxPem })
        {
            throw new FormatException("There is no PEM, or it is too long.");
        }

        using var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa.ExportParameters(includePrivateParameters: false);
    }

    /// <summary>Whether the numbers can be those of an RSA key: both odd, the exponent 3 or more.</summary>
    private static bool IsSound(byte[] modulus, byte[] exponent) =>
        modulus is [var first, .., var last] && byte.IsOddInteger(last)
        && (modulus.Length * 8) - byte.LeadingZeroCount(first) is >= MinBits and <= MaxBits
        && exponent is [.., var end] && exponent.Length <= MaxExponentBytes && byte.IsOddInteger(end) && exponent is not [1];

    /// <summary>Lets the library take the key, so that a key which it refuses is left out here and fails no request.</summary>
    private static bool CanVerify(RSAParameters numbers)
    {
        using var rsa = RSA.Create(numbers);
        var (hash, signature) = (new byte[SHA256.HashSizeInBytes], new byte[numbers.Modulus!.Length]);
        _ = rsa.VerifyHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return true;
    }

    private static byte[] WithoutLeadingZeros(byte[]? number) => number.AsSpan().TrimStart((byte)0).ToArray();

    private static string? Text(JsonElement key, string name) =>
        key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
