using Enterprise.Domain.Tenancy;

namespace Enterprise.Infrastructure.InsightsHub.Identity;

/// <summary>A configured identity provider, ready for comparison.</summary>
/// <param name="Name">The name in the configuration.</param>
/// <param name="IssuerStart">The issuer up to the tenant's name.</param>
/// <param name="IssuerEnd">The issuer after the tenant's name.</param>
/// <param name="TenantClaim">The claim that names the tenant.</param>
/// <param name="Keys">Its public keys.</param>
internal sealed record IdentityProvider(string Name, string IssuerStart, string IssuerEnd, string TenantClaim, SigningKeys Keys)
{
    /// <summary>Whether this provider issues under that name, and for which tenant: character by character, without patterns.</summary>
    public bool Issues(string issuer, out TenantId? tenant)
    {
        tenant = null;
        return issuer.Length > IssuerStart.Length + IssuerEnd.Length
            && issuer.StartsWith(IssuerStart, StringComparison.Ordinal)
            && issuer.EndsWith(IssuerEnd, StringComparison.Ordinal)
            && TenantId.TryParse(issuer[IssuerStart.Length..^IssuerEnd.Length], out tenant);
    }
}
