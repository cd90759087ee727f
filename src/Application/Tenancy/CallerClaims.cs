namespace Enterprise.Application.Tenancy;

/// <summary>
/// The claims of an authenticated caller. Authentication sets them, only from a token that passed every rule.
/// </summary>
public static class CallerClaims
{
    /// <summary>The name of the identity provider in the configuration.</summary>
    public const string Provider = "provider";

    /// <summary>The tenant, as it is known here.</summary>
    public const string Tenant = "tenant";

    /// <summary>The tenant's id as the token named it.</summary>
    public const string TenantAsSeen = "tenant_as_seen";

    /// <summary>The subtenant, absent for a user of the whole tenant.</summary>
    public const string Subtenant = "subtenant";

    /// <summary>The user's stable id.</summary>
    public const string UserId = "user_id";

    /// <summary>The user's name.</summary>
    public const string UserName = "user_name";

    /// <summary>The token's issuer.</summary>
    public const string Issuer = "issuer";

    /// <summary>The client that the token was issued to.</summary>
    public const string Client = "client";

    /// <summary>The hash of the token's id, see <see cref="Domain.AccessLog.AuthenticationContext.TokenHash"/>.</summary>
    public const string TokenHash = "token_hash";

    /// <summary>One role of this application, by the name of <see cref="Domain.Tenancy.AppRole"/>; the claim repeats.</summary>
    public const string Role = "role";
}
