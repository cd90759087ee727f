using System.Text.Json.Nodes;

namespace Enterprise.Sandbox.Identity.Hostile.Kinds;

/// <summary>Issuers that are not, or not quite, the platform's. The signature is right in each.</summary>
internal static class IssuerKinds
{
    private const string Http = "http://";

    public static IReadOnlyList<HostileKind> All { get; } =
    [
        HostileKind.Of("issuer-invented", "Issuer, tenant and zone agree on a tenant that does not exist.", Refusal.TenantNotEnabled,
            forge => forge.With(claims =>
        {
            claims["iss"] = forge.IssuerOf(forge.InventedLabel);
            claims[forge.TenantClaim] = forge.InventedLabel;
            claims["zid"] = forge.InventedLabel;
        })),
        HostileKind.Of("tenant-not-enabled", "A good token of Fiona Ferro, whose tenant ferrum the application has not enabled.",
            Refusal.TenantNotEnabled,
            forge => forge.For(People.Fiona, Generation.First).Genuine()),
        Issued("issuer-invented-own-tenant", "The issuer is that of a tenant that does not exist; tenant and zone are the person's.",
            forge => forge.IssuerOf(forge.InventedLabel)),
        Issued("issuer-other-tenant", "The issuer is another tenant's; tenant and zone are the person's.", forge =>
            forge.IssuerOf(forge.OtherLabel)),
        Issued("issuer-look-alike", "The issuer's host continues after the platform's name.", forge =>
            forge.Issuer.Replace("/oauth/", ".evil.example/oauth/", StringComparison.Ordinal)),
        Issued("issuer-other-scheme", "The issuer's address begins with https where the platform's begins with http.",
            forge => "https://" + forge.Issuer[Http.Length..]),
        Issued("issuer-trailing-slash", "A slash stands after the issuer.", forge => forge.Issuer + "/"),
        Issued("issuer-upper-case", "The issuer is written in capitals.", forge => forge.Issuer.ToUpperInvariant()),
        Issued("issuer-user-info", "The platform's name stands before an @, the host after it is another.",
            forge => forge.Issuer.Replace("/oauth/", "@evil.example/oauth/", StringComparison.Ordinal)),
        Issued("issuer-leading-space", "A space stands before the issuer.", forge => " " + forge.Issuer),
        Issued("issuer-path-in-label", "The tenant's place in the issuer holds a slash.", forge =>
            forge.Issuer.Replace(forge.Label, forge.Label + "/" + forge.Label, StringComparison.Ordinal)),
        Issued("issuer-empty", "The issuer is empty.", _ => ""),
        Issued("issuer-array", "The issuer is a list that holds the right one.", forge => new JsonArray(forge.Issuer)),
        HostileKind.Of("issuer-missing", "There is no issuer.", Refusal.UnknownIssuer, forge => forge.Without("iss")),
    ];

    private static HostileKind Issued(string key, string description, Func<Forge, JsonNode> issuer) =>
        HostileKind.Of(key, description, Refusal.UnknownIssuer, forge => forge.With("iss", issuer(forge)));
}
