namespace Enterprise.Infrastructure.InsightsHub;

/// <summary>Where the platform is. Section <c>InsightsHub</c>; what is not set follows from region and domain.</summary>
public sealed class InsightsHubOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "InsightsHub";

    /// <summary>The region, from <c>MDSP-ENV</c> (or <c>MDSP_ENV</c>), <c>eu1</c> where that is not set, as in the platform's sample.</summary>
    public string Region { get; set; } = "eu1";

    /// <summary>The platform's domain: <c>mindsphere.io</c>, in region <c>cn1</c> <c>mindsphere-in.cn</c> (platform documentation); own on private clouds.</summary>
    public string Domain { get; set; } = string.Empty;

    /// <summary>The origin of the platform's gateway for backends, <c>https://gateway.{region}.{domain}</c>. Plain http is accepted for loopback hosts only.</summary>
    public string ApiBase { get; set; } = string.Empty;

    /// <summary>The identity providers whose tokens are accepted, by a name of your choice; the platform's own where none is set.</summary>
    public IDictionary<string, IdentityProviderOptions> Providers { get; } = new Dictionary<string, IdentityProviderOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Fills in what was not set.</summary>
    internal void Complete()
    {
        Domain = Or(Domain, Region.StartsWith("cn", StringComparison.Ordinal) ? "mindsphere-in.cn" : "mindsphere.io");
        ApiBase = Or(ApiBase, $"https://gateway.{Region}.{Domain}");
        if (Providers.Count == 0)
        {
            Providers["insightshub"] = new()
            {
                Issuer = $"https://{IdentityProviderOptions.TenantPlace}.piam.{Region}.{Domain}/oauth/token",
                KeysUrl = $"https://core.piam.{Region}.{Domain}/token_keys",
            };
        }
    }

    private static string Or(string value, string otherwise) => string.IsNullOrWhiteSpace(value) ? otherwise : value;
}

/// <summary>One identity provider: data, so that another generation or a private cloud is another entry, not other code.</summary>
public sealed class IdentityProviderOptions
{
    /// <summary>Stands in <see cref="Issuer"/> where the tenant's name stands in the token.</summary>
    public const string TenantPlace = "{tenant}";

    /// <summary>The issuer of its tokens with <c>{tenant}</c> in the place of the tenant's name. Source: form <c>https://{tenant}.piam.{region}.mindsphere.io/oauth/token</c>, platform documentation.</summary>
    public string Issuer { get; set; } = string.Empty;

    /// <summary>
    /// The address of its public keys. One address serves all tenants of a region: documented by a partner (<c>https://core.piam.{region}.mindsphere.io/token_keys</c>),
    /// that all tenants share the keys is inferred from it.
    /// </summary>
    public string KeysUrl { get; set; } = string.Empty;

    /// <summary>The claim that names the tenant, <c>ten</c> by default (platform documentation).</summary>
    public string TenantClaim { get; set; } = "ten";
}
