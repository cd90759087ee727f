using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;

namespace Enterprise.Application.Tenancy;

/// <summary>
/// The authenticated caller, from the validated token of the request. No use case takes a tenant from anywhere else.
/// </summary>
public interface ICaller
{
    /// <summary>The signed-in user with tenant and subtenant.</summary>
    TenantUser User { get; }

    /// <summary>
    /// The identity provider that vouches for the user, by its name in the configuration: it decides which platform is called.
    /// </summary>
    string Provider { get; }

    /// <summary>The user's own token, for the platform only.</summary>
    AccessToken Token { get; }

    /// <summary>How the user is known.</summary>
    AuthenticationContext Authentication { get; }

    /// <summary>Where the request came from.</summary>
    RequestOrigin Origin { get; }
}
