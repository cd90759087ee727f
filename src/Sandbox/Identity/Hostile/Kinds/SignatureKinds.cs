using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Enterprise.Sandbox.Identity.Hostile.Kinds;

/// <summary>Broken signatures, and forms that are no signed token of three parts.</summary>
internal static class SignatureKinds
{
    public static IReadOnlyList<HostileKind> All { get; } =
    [
        HostileKind.Of("signature-truncated", "The last 16 bytes of the signature are missing.", Refusal.BadSignature, forge =>
            Changed(forge, signature => signature[..^16])),
        HostileKind.Of("signature-longer", "16 bytes stand after the signature.", Refusal.BadSignature, forge =>
            Changed(forge, signature => [.. signature, .. new byte[16]])),
        HostileKind.Of("signature-zero", "The signature is all zeros.", Refusal.BadSignature, forge =>
            Changed(forge, signature => new byte[signature.Length])),
        HostileKind.Of("signature-empty", "The algorithm is RS256, the signature is empty.", Refusal.BadSignature, forge =>
            Changed(forge, _ => [])),
        HostileKind.Of("signature-pss", "The header says RS256, but the platform's own key signed with the padding of PS256.",
            Refusal.BadSignature,
            forge => forge.SignedBy(content => forge.Key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pss), _ => { })),
        HostileKind.Of("signature-short-padding", "The platform's own key signed a block with eight bytes of padding and other bytes "
            + "behind the hash, which a careless verifier overlooks.",
            Refusal.BadSignature, forge => forge.SignedBy(content => ShortlyPadded(forge.Key, content), _ => { })),
        HostileKind.Of("payload-changed", "The claims were changed after they were signed: the user's id.", Refusal.BadSignature, Tampered),
        HostileKind.Of("crit-header", "The header demands an extension (crit) that does not exist.", Refusal.Malformed, forge =>
            forge.WithHeader(header =>
        {
            header["crit"] = new JsonArray("urn:example:must-understand");
            header["urn:example:must-understand"] = true;
        })),
        HostileKind.Of("extra-part", "A fourth part stands after the signature.", Refusal.Malformed, forge => forge.Genuine() + ".AAAA"),
        HostileKind.Of("two-parts", "The third part is missing.", Refusal.Malformed, forge =>
            string.Join('.', forge.Genuine().Split('.')[..2])),
        HostileKind.Of("jwe", "An encrypted token of five parts that says its content is compressed.", Refusal.Malformed, forge =>
        {
            var header = new JsonObject { ["alg"] = "RSA-OAEP-256", ["enc"] = "A256GCM", ["zip"] = "DEF", ["kid"] = forge.KeyId };
            return $"{Forge.Part(header)}.{Noise(256)}.{Noise(12)}.{Noise(600)}.{Noise(16)}";
        }),
    ];

    private static string Changed(Forge forge, Func<byte[], byte[]> change)
    {
        var parts = forge.Genuine().Split('.');
        return $"{parts[0]}.{parts[1]}.{WebEncoders.Base64UrlEncode(change(WebEncoders.Base64UrlDecode(parts[2])))}";
    }

    private static string Tampered(Forge forge)
    {
        var parts = forge.Genuine().Split('.');
        var claims = forge.Claims();
        claims["user_id"] = Guid.Empty.ToString();
        return $"{parts[0]}.{Forge.Part(claims)}.{parts[2]}";
    }

    /// <summary>
    /// A block of PKCS#1 as in the forgeries of 2006: everything that is looked at first is right, and what follows the hash is not empty.
    /// </summary>
    private static byte[] ShortlyPadded(RSA key, byte[] content)
    {
        var numbers = key.ExportParameters(includePrivateParameters: true);
        var size = numbers.Modulus!.Length;
        byte[] start = [0, 1, .. Enumerable.Repeat((byte)0xFF, 8), 0, .. Convert.FromHexString("3031300D060960864801650304020105000420"),
            .. SHA256.HashData(content)];
        var signature = BigInteger.ModPow(Number([.. start, .. new byte[size - start.Length]]), Number(numbers.D!), Number(numbers.Modulus))
            .ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[size - signature.Length], .. signature];

        static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
    }

    private static string Noise(int bytes) => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(bytes));
}
