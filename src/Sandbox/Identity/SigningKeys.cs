using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Enterprise.Sandbox.Identity;

/// <summary>
/// Two RSA keys of 2048 bits, made at start and kept in memory. Both are published, the active one first,
/// because a client of the platform compares a token with the first entry only.
/// </summary>
internal sealed class SigningKeys : IDisposable
{
    private readonly Key[] keys = [.. new[] { "key-id-1", "key-id-2" }.AsParallel().AsOrdered().Select(id => new Key(id, RSA.Create(2048)))];

    public string ActiveId => keys[0].Id;

    /// <summary>The published set: a JWKS with the key as PEM in the extra member <c>value</c>, and a leading zero byte kept in <c>n</c>.</summary>
    public JsonObject Published => new() { ["keys"] = new JsonArray([.. keys.Select(key => key.Published)]) };

    public string Sign(string signed) =>
        WebEncoders.Base64UrlEncode(keys[0].Rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public bool Verify(string? id, string signed, byte[] signature) =>
        Array.Find(keys, key => key.Id == id) is { } key
        && key.Rsa.VerifyData(Encoding.ASCII.GetBytes(signed), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public void Dispose() => Array.ForEach(keys, key => key.Rsa.Dispose());

    private sealed record Key(string Id, RSA Rsa)
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
    }
}
