using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Enterprise.Sandbox.Identity;

/// <summary>
/// The RSA keys of 2048 bits of one generation, made at start and kept in memory. At first there are two, and they have the same names in
/// both generations. All are published, the active one first, because a client of the platform compares a token with the first entry only.
/// </summary>
internal sealed class SigningKeys : IDisposable
{
    private readonly Lock changing = new();
    private readonly List<SigningKey> made = [.. new[] { 1, 2 }.AsParallel().AsOrdered().Select(SigningKey.Make)];
    private SigningKey[] published;

    public SigningKeys() => published = [.. made];

    public string ActiveId => Active.Id;

    public RSA ActiveRsa => Active.Rsa;

    /// <summary>The names of what is published, the active one first.</summary>
    public IReadOnlyList<string> Ids => [.. Volatile.Read(ref published).Select(key => key.Id)];

    /// <summary>
    /// The published set: a JWKS with the key as PEM in the extra member <c>value</c>, and a leading zero byte kept in <c>n</c>.
    /// </summary>
    public JsonObject Published => new() { ["keys"] = new JsonArray([.. Volatile.Read(ref published).Select(key => key.Published)]) };

    private SigningKey Active => Volatile.Read(ref published)[0];

    public string Sign(string signed) =>
        WebEncoders.Base64UrlEncode(Active.Rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1));

    public bool Verify(string? id, string signed, byte[] signature) =>
        Array.Find(Volatile.Read(ref published), key => key.Id == id) is { } key
        && key.Rsa.VerifyData(Encoding.ASCII.GetBytes(signed), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <summary>Signs with a new key from now on; the one that signed before stays published.</summary>
    public void Rotate()
    {
        lock (changing)
        {
            var key = SigningKey.Make(made.Count + 1);
            made.Add(key);
            Volatile.Write(ref published, [key, published[0]]);
        }
    }

    /// <summary>Publishes the active key alone: tokens of every other key are invalid from now on.</summary>
    public void WithdrawOld()
    {
        lock (changing)
        {
            Volatile.Write(ref published, [published[0]]);
        }
    }

    public void Dispose() => made.ForEach(key => key.Rsa.Dispose());

    private sealed record SigningKey(string Id, RSA Rsa)
    {
        public JsonNode Published
        {
            get
            {
                var parameters = Rsa.ExportParameters(includePrivateParameters: false);
                return new JsonObject
                {
                    ["kty"] = "RSA",
                    ["e"] = WebEncoders.Base64UrlEncode(parameters.Exponent!),
                    ["use"] = "sig",
                    ["kid"] = Id,
                    ["alg"] = "RS256",
                    ["value"] = Rsa.ExportSubjectPublicKeyInfoPem(),
                    ["n"] = WebEncoders.Base64UrlEncode([0, .. parameters.Modulus!]),
                };
            }
        }

        public static SigningKey Make(int number) => new(string.Create(CultureInfo.InvariantCulture, $"key-id-{number}"), RSA.Create(2048));
    }
}

/// <summary>The keys of both generations, which have nothing in common but their names.</summary>
internal sealed class KeyRings : IDisposable
{
    private readonly SigningKeys first = new();
    private readonly SigningKeys second = new();

    public SigningKeys Of(Generation generation) => generation == Generation.First ? first : second;

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }
}
