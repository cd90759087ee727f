using Enterprise.Application.Tenancy;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;

namespace Enterprise.Application.AccessLog.Recording;

/// <summary>Who an entry is about, kept apart from the request: without the token, and also when the request is over.</summary>
/// <param name="Authentication">How the user is known.</param>
public sealed record Actor(TenantUser User, AuthenticationContext Authentication, RequestOrigin Origin)
{
    /// <summary>Who makes the current request.</summary>
    public static Actor Of(ICaller caller) => new(caller.User, caller.Authentication, caller.Origin);
}
