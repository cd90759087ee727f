using System.Security.Cryptography;
using System.Text;

namespace Enterprise.Sandbox.Identity.Hostile.Kinds;

/// <summary>Another algorithm than RS256, or none.</summary>
internal static class AlgorithmKinds
{
    public static IReadOnlyList<HostileKind> All { get; } =
    [
        None("alg-none", "none"),
        None("alg-none-capital", "None"),
        None("alg-none-mixed", "nOnE"),
        Secret("alg-hs256-pem", "the public key's PEM text", key => Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem())),
        Secret("alg-hs256-der", "the public key's DER bytes", key => key.ExportSubjectPublicKeyInfo()),
        Other("alg-rs384", "RS384", (key, content) => key.SignData(content, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1)),
        Other("alg-rs512", "RS512", (key, content) => key.SignData(content, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1)),
        Other("alg-ps256", "PS256", (key, content) => key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)),
        HostileKind.Of("alg-es256", "Signed by a foreign elliptic key as ES256, under the name of the platform's key.",
            Refusal.BadSignature,
            forge => forge.SignedBy(content => forge.Foreign.Curve.SignData(content, HashAlgorithmName.SHA256), header =>
                header["alg"] = "ES256")),
        Other("alg-lower-case", "rs256", (key, content) => key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
        HostileKind.Of("alg-missing", "The header names no algorithm; the signature is right.", Refusal.BadSignature,
            forge => forge.WithHeader(header => header.Remove("alg"))),
        HostileKind.Of("alg-array", "The header's algorithm is a list; the signature is right.", Refusal.BadSignature,
            forge => forge.WithHeader(header => header["alg"] = new System.Text.Json.Nodes.JsonArray("RS256"))),
        HostileKind.Of("alg-duplicate", "The header names two algorithms, RS256 and then none.", Refusal.Malformed,
            forge => forge.Raw(Forge.Part(Forge.Extended(forge.Header(), "\"alg\":\"none\"")), Forge.Part(forge.Claims()))),
    ];

    private static HostileKind None(string key, string algorithm) =>
        HostileKind.Of(key, $"Not signed: the algorithm is \"{algorithm}\" and the signature empty.",
        Refusal.BadSignature, forge => forge.SignedBy(_ => [], header => header["alg"] = algorithm));

    private static HostileKind Secret(string key, string words, Func<RSA, byte[]> secret) =>
        HostileKind.Of(key, $"HS256 with {words} as the secret.",
        Refusal.BadSignature, forge => forge.SignedBy(content => HMACSHA256.HashData(secret(forge.Key), content), header =>
            header["alg"] = "HS256"));

    private static HostileKind Other(string key, string algorithm, Func<RSA, byte[], byte[]> sign) => HostileKind.Of(
        key, $"Signed by the platform's own key, but the algorithm is {algorithm}.", Refusal.BadSignature,
        forge => forge.SignedBy(content => sign(forge.Key, content), header => header["alg"] = algorithm));
}
