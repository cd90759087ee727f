using System.Text.Json.Nodes;

namespace Enterprise.Sandbox.Identity.Hostile.Kinds;

/// <summary>Tenant, zone and subtenant claims that are not the issuer's, or not of their form. The signature is right in each.</summary>
internal static class TenantKinds
{
    private const string Subtenant = "subtenant";

    // Latin letters and digits, and what looks like them: Cyrillic letters, full-width digits.
    private static readonly Dictionary<char, char> LookAlikes = new()
    {
        ['a'] = 'а', ['e'] = 'е', ['o'] = 'о', ['c'] = 'с', ['p'] = 'р', ['x'] = 'х', ['0'] = '０', ['1'] = '１',
    };

    public static IReadOnlyList<HostileKind> All { get; } =
    [
        Claimed("tenant-other", "The tenant is another one; issuer and zone are the person's.", forge => forge.OtherLabel),
        HostileKind.Of("tenant-and-zone-other", "Tenant and zone are another tenant's; the issuer is the person's.", Refusal.UnknownIssuer,
            forge => forge.With(claims =>
        {
            claims[forge.TenantClaim] = forge.OtherLabel;
            claims["zid"] = forge.OtherLabel;
        })),
        HostileKind.Of("zone-other", "The zone (zid) is another tenant's; issuer and tenant are the person's.", Refusal.UnknownIssuer,
            forge => forge.With("zid", forge.OtherLabel)),
        HostileKind.Of("zone-array", "The zone (zid) is a list that holds the right one.", Refusal.UnknownIssuer, forge =>
            forge.With("zid", new JsonArray(forge.Label))),
        HostileKind.Of("tenant-missing", "There is no tenant.", Refusal.UnknownIssuer, forge => forge.Without(forge.TenantClaim)),
        Claimed("tenant-empty", "The tenant is empty.", _ => ""),
        Claimed("tenant-array", "The tenant is a list that holds the right one.", forge => new JsonArray(forge.Label)),
        Claimed("tenant-number", "The tenant is the number 42.", _ => JsonValue.Create(42)),
        Claimed("tenant-upper-case", "The tenant's name is written in capitals.", forge => forge.Person.Tenant.ToUpperInvariant()),
        Claimed("tenant-trailing-dot", "A dot stands after the tenant.", forge => forge.Label + "."),
        Claimed("tenant-look-alike", "One character of the tenant is another that looks the same.", forge => LookAlike(forge.Label)),
        Claimed("tenant-nul", "A NUL character stands after the tenant.", forge => forge.Label + "\0"),
        HostileKind.Of("tenant-1-megabyte", "The tenant is so long that the token has almost a megabyte.", Refusal.TooLarge,
            forge => forge.With(forge.TenantClaim, new string('a', 740_000))),
        HostileKind.Of("subtenant-array", "The subtenant is a list.", Refusal.Malformed, forge =>
            forge.With(Subtenant, new JsonArray("0f3c2a7d9b1e4f5a8c6d7e8f90a1b2c3"))),
        HostileKind.Of("subtenant-empty", "The subtenant is there and empty.", Refusal.Malformed, forge => forge.With(Subtenant, "")),
        HostileKind.Of("subtenant-long", "The subtenant has 1,000 characters.", Refusal.Malformed, forge =>
            forge.With(Subtenant, new string('0', 1_000))),
    ];

    private static HostileKind Claimed(string key, string description, Func<Forge, JsonNode> tenant) =>
        HostileKind.Of(key, description, Refusal.UnknownIssuer, forge => forge.With(forge.TenantClaim, tenant(forge)));

    private static string LookAlike(string label)
    {
        var place = label.AsSpan().IndexOfAny([.. LookAlikes.Keys]);
        return $"{label[..place]}{LookAlikes[label[place]]}{label[(place + 1)..]}";
    }
}
