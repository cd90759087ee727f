using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Enterprise.Sandbox.Identity.Hostile.Kinds;

/// <summary>Signed by a foreign key, which the header contains or points to. Such members must be ignored.</summary>
internal static class ForeignKeyKinds
{
    public static IReadOnlyList<HostileKind> All { get; } =
    [
        Signed("foreign-key", "Signed by a foreign key under the name of the platform's key.", (_, _) => { }),
        Signed("foreign-key-jwk", "Signed by a foreign key that the header brings along (jwk).", (forge, header) =>
            header["jwk"] = forge.Foreign.Jwk(forge.KeyId)),
        Signed("foreign-key-jku", "Signed by a foreign key, and the header says where to fetch it (jku).", (forge, header) =>
            header["jku"] = $"{forge.Root}hostile/token_keys"),
        Signed("foreign-key-x5u", "Signed by a foreign key, and the header says where its certificate is (x5u).",
            (forge, header) => header["x5u"] = $"{forge.Root}hostile/certificate.pem"),
        Signed("foreign-key-x5c", "Signed by a foreign key whose certificate the header brings along (x5c).", (forge, header) =>
        {
            using var certificate = forge.Foreign.Certificate();
            header["x5c"] = new JsonArray(Convert.ToBase64String(certificate.RawData));
        }),
    ];

    private static HostileKind Signed(string key, string description, Action<Forge, JsonObject> change) =>
        HostileKind.Of(key, description, Refusal.BadSignature,
        forge => forge.SignedBy(
            content => forge.Foreign.Rsa.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), header =>
                change(forge, header)));
}
