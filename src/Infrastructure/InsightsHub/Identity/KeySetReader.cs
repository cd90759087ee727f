using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Enterprise.Infrastructure.InsightsHub.Identity;

/// <summary>
/// Reads the answer of <c>token_keys</c>: a JSON web key set whose members also carry the key as PEM in <c>value</c>.
/// Source: observed in the platform's own client; its <c>n</c> keeps a leading zero byte, which is taken off here.
/// </summary>
internal static class KeySetReader
{
    private const int MinBits = 2048;
    private const int MaxKeyId = 128;

    /// <summary>The usable keys by their id: RSA, for signatures, of at least 2048 bits.</summary>
    /// <exception cref="FormatException">The answer is not a key set, or no key of it is usable.</exception>
    public static IReadOnlyDictionary<string, RsaSecurityKey> Read(ReadOnlyMemory<byte> answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer, new JsonDocumentOptions { MaxDepth = 8 });
            var keys = document.RootElement.GetProperty("keys").EnumerateArray().Select(Key).OfType<RsaSecurityKey>()
                .DistinctBy(key => key.KeyId, StringComparer.Ordinal).ToDictionary(key => key.KeyId, StringComparer.Ordinal);
            return keys.Count > 0 ? keys : throw new FormatException("The key set holds no usable key.");
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("The answer is not a key set.", fault);
        }
    }

    private static RsaSecurityKey? Key(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object || Text(key, "kty") != "RSA"
            || Text(key, "use") is not (null or "sig") || Text(key, "kid") is not { Length: > 0 and <= MaxKeyId } id)
        {
            return null;
        }

        var parameters = Text(key, "n") is { } modulus && Text(key, "e") is { } exponent ? FromNumbers(modulus, exponent) : FromPem(Text(key, "value"));
        return parameters is { Modulus: { } bits, Exponent.Length: > 0 } usable && bits.Length * 8 >= MinBits ? new RsaSecurityKey(usable) { KeyId = id } : null;
    }

    private static RSAParameters? FromNumbers(string modulus, string exponent)
    {
        try
        {
            return new RSAParameters { Modulus = WithoutLeadingZeros(Base64UrlEncoder.DecodeBytes(modulus)), Exponent = Base64UrlEncoder.DecodeBytes(exponent) };
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static RSAParameters? FromPem(string? pem)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return rsa.ExportParameters(includePrivateParameters: false);
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            return null;
        }
    }

    private static byte[] WithoutLeadingZeros(byte[] number) => number.AsSpan().TrimStart((byte)0).ToArray();

    private static string? Text(JsonElement key, string name) =>
        key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
