using System.Security.Claims;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.Tenancy;
using Enterprise.Web.Shared;

namespace Enterprise.Web.Security;

/// <summary>Roles and the names that the platform gives them.</summary>
internal static class AppRoles
{
    /// <summary>The role as administrators see it, <c>mdsp:{tenant}:{app}.{role}</c>. Source: platform documentation.</summary>
    public static string RoleNameOf(this ApplicationOptions application, AppRole role) =>
        $"mdsp:{application.HostTenant}:{application.AppName}.{application.NameOf(role)}";

    /// <summary>The role's short name, as the registration calls it.</summary>
    public static string NameOf(this ApplicationOptions application, AppRole role) => role switch
    {
        AppRole.User => application.Roles.User,
        AppRole.Auditor => application.Roles.Auditor,
        _ => application.Roles.Operator,
    };

    /// <summary>Whether a validated token carries the role.</summary>
    public static bool Has(this ClaimsPrincipal user, AppRole role) => user.HasClaim(CallerClaims.Role, role.ToString());
}
