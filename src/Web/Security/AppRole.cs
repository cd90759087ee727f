using Enterprise.Application.Tenancy;
using Enterprise.Web.Shared;
using System.Security.Claims;

namespace Enterprise.Web.Security;

/// <summary>The roles of the application, each a scope in the user's token.</summary>
public enum AppRole
{
    /// <summary>Sees the assets.</summary>
    User,

    /// <summary>Reads the access log.</summary>
    Auditor,

    /// <summary>Sees how the service stands.</summary>
    Operator,
}

/// <summary>Roles and the names that the platform gives them.</summary>
internal static class AppRoles
{
    /// <summary>The short name: the scope's part after the dot.</summary>
    public static string Name(this AppRole role) => role switch
    {
        AppRole.User => "user",
        AppRole.Auditor => "auditor",
        _ => "operator",
    };

    /// <summary>The scope <c>{app}.{role}</c>. Source: scopes are prefixed with the application's name (platform documentation).</summary>
    public static string ScopeOf(this ApplicationOptions application, AppRole role) => $"{application.AppName}.{role.Name()}";

    /// <summary>The role as administrators see it, <c>mdsp:{tenant}:{app}.{role}</c>. Source: platform documentation.</summary>
    public static string RoleNameOf(this ApplicationOptions application, AppRole role) => $"mdsp:{application.HostTenant}:{application.ScopeOf(role)}";

    /// <summary>Whether a validated token carries the role's scope, compared as a whole.</summary>
    public static bool Has(this ClaimsPrincipal user, AppRole role, ApplicationOptions application) => user.HasClaim(CallerClaims.Scope, application.ScopeOf(role));
}
