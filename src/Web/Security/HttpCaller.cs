using System.Security.Claims;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;

namespace Enterprise.Web.Security;

/// <summary>
/// The caller of the current request, made from the claims that the token's validation left behind and from nothing else.
/// </summary>
internal sealed class HttpCaller(IHttpContextAccessor accessor) : ICaller
{
    private const string Scheme = "Bearer ";

    private TenantUser? _user;

    public TenantUser User => _user ??= UserOf(Http.User)
        ?? throw new InvalidOperationException("No user is signed in: authentication must run before this.");

    public string Provider => Http.User.FindFirstValue(CallerClaims.Provider)!;

    public AccessToken Token => new(TokenOf(Http.Request) ?? throw new InvalidOperationException("The request has no bearer token."));

    public AuthenticationContext Authentication => new(
        Http.User.FindFirstValue(CallerClaims.Issuer), Http.User.FindFirstValue(CallerClaims.Client),
        Http.User.FindFirstValue(CallerClaims.TokenHash),
        string.Join(' ', Http.User.FindAll(CallerClaims.Role).Select(role => role.Value)));

    public RequestOrigin Origin => OriginOf(Http);

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("There is no request.");

    /// <summary>
    /// The token of the request's one Authorization header: the scheme in any case (RFC 9110, 11.1), exactly one space, and visible ASCII
    /// characters alone. Null where the header is anything else.
    /// </summary>
    public static string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && header.AsSpan(Scheme.Length) is { IsEmpty: false } token && !token.ContainsAnyExceptInRange('!', '~')
            ? token.ToString() : null;

    /// <summary>The user that a validated token names, or null for an unauthenticated caller.</summary>
    public static TenantUser? UserOf(ClaimsPrincipal principal) => principal.Identity is { IsAuthenticated: true }
        ? new(
            TenantId.Parse(principal.FindFirstValue(CallerClaims.Tenant)),
            principal.FindFirstValue(CallerClaims.Subtenant) is { } subtenant ? SubtenantId.Parse(subtenant) : null,
            principal.FindFirstValue(CallerClaims.UserId)!,
            principal.FindFirstValue(CallerClaims.UserName)!)
        {
            TenantAsSeen = TenantId.Parse(principal.FindFirstValue(CallerClaims.TenantAsSeen)),
        }
        : null;

    /// <summary>Where a request came from, signed in or not.</summary>
    public static RequestOrigin OriginOf(HttpContext http)
    {
        var arrival = RequestOriginFeature.Of(http);
        return new(http.TraceIdentifier, arrival.Peer, arrival.Forwarded, arrival.IsTrusted, http.Request.Headers.UserAgent.ToString())
        {
            Remark = arrival.Remark,
        };
    }
}
