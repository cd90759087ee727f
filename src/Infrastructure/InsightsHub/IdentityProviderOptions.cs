namespace Enterprise.Infrastructure.InsightsHub;

/// <summary>One identity provider: data, so that another generation or a private cloud is another entry, not other code.</summary>
public sealed class IdentityProviderOptions
{
    /// <summary>Stands in an address where the tenant's name stands.</summary>
    public const string TenantPlace = "{tenant}";

    /// <summary>
    /// The issuer of its tokens, with <c>{tenant}</c> where it names the tenant; without, the tenant is known from the claim alone.
    /// </summary>
    public string Issuer { get; set; } = string.Empty;

    /// <summary>
    /// The address of its public keys; with <c>{tenant}</c> where every tenant has its own, which is then asked for tenants of
    /// <c>InsightsHub:Tenants</c> only.
    /// </summary>
    public string KeysUrl { get; set; } = string.Empty;

    /// <summary>The claim that names the tenant.</summary>
    public string TenantClaim { get; set; } = "ten";

    /// <summary>
    /// The kind of ids that its tenants have. Two providers never have the same kind, so that a tenant of one cannot be taken for a tenant
    /// of the other. Source: names begin with a letter, the ids of the newer generation are ten digits (platform documentation).
    /// </summary>
    public TenantIds TenantIds { get; set; } = TenantIds.Names;

    /// <summary>
    /// The claim that names the identity zone: where a token has it, it must be the issuer's tenant too, because zones may share keys. That
    /// <c>zid</c> is the tenant's name is inferred; empty for no comparison.
    /// </summary>
    public string ZoneClaim { get; set; } = "zid";

    /// <summary>The origin of the platform's APIs for its users; <c>InsightsHub:ApiBase</c> where it is not set.</summary>
    public string ApiBase { get; set; } = string.Empty;

    /// <summary>The path of an API there, with <c>{service}</c> and <c>{version}</c>.</summary>
    public string ApiPath { get; set; } = "/api/{service}/{version}";

    /// <summary>The prefix of the application's scopes there, where it is not the application's name.</summary>
    public string ScopePrefix { get; set; } = string.Empty;

    /// <summary>
    /// Insights Hub IAM. Source: issuer and claim, platform documentation; the one address of all keys of a region, a partner's
    /// documentation (that all tenants share the keys is inferred from it; in China the address is by analogy).
    /// </summary>
    internal static IdentityProviderOptions InsightsHub(string region, string domain) => new()
    {
        Issuer = $"https://{TenantPlace}.piam.{region}.{domain}/oauth/token",
        KeysUrl = $"https://core.piam.{region}.{domain}/token_keys",
    };

    /// <summary>
    /// Xcelerator IAM. Source: claim, API origin and path, platform documentation of the migration; issuer and keys, a public application
    /// (to be verified on a live tenant). It stands beside the first where <c>InsightsHub:Tenants</c> names the tenants whose keys may be
    /// asked for.
    /// </summary>
    internal static IdentityProviderOptions Xcelerator(string region) => new()
    {
        Issuer = $"https://{TenantPlace}.{region}.sws.siemens.com/oauth/token",
        KeysUrl = $"https://{TenantPlace}.{region}.sws.siemens.com/token_keys",
        TenantClaim = "sws.samauth.ten",
        TenantIds = TenantIds.Numbers,
        ApiBase = $"https://api.{region}.siemens.app",
        ApiPath = "/api/{service}-1000001700/{version}",
    };
}

/// <summary>Kinds of tenant ids.</summary>
public enum TenantIds
{
    /// <summary>Names that begin with a letter, for example <c>acme</c>.</summary>
    Names,

    /// <summary>Numbers, for example <c>1000004711</c>.</summary>
    Numbers,
}
