namespace Enterprise.Sandbox.Identity.Hostile.Kinds;

/// <summary>Claims that stand twice, with two values, so that two readers could read two tokens. The signature is right in each.</summary>
internal static class DuplicateKinds
{
    public static IReadOnlyList<HostileKind> All { get; } =
    [
        Twice("duplicate-issuer", "The issuer stands twice, the second time as another tenant's.", forge =>
            $"\"iss\":\"{forge.IssuerOf(forge.OtherLabel)}\""),
        Twice("duplicate-tenant", "The tenant stands twice, the second time as another one.", forge =>
            $"\"{forge.TenantClaim}\":\"{forge.OtherLabel}\""),
        Twice("duplicate-expiry", "The end stands twice, the second time far ahead.", _ => "\"exp\":9999999999"),
        Twice("duplicate-tenant-escaped", "The tenant stands twice, the second time with an escaped letter in its name.",
            forge => $"\"{forge.TenantClaim[..^1]}\\u00{(int)forge.TenantClaim[^1]:x2}\":\"{forge.OtherLabel}\""),
    ];

    private static HostileKind Twice(string key, string description, Func<Forge, string> member) =>
        HostileKind.Of(key, description, Refusal.Malformed, forge => forge.RawClaims(Forge.Extended(forge.Claims(), member(forge))));
}
