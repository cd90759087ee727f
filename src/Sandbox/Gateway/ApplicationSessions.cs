using System.Collections.Concurrent;
using Enterprise.Sandbox.Launchpad;

namespace Enterprise.Sandbox.Gateway;

/// <summary>
/// The sessions of application hosts: 30 minutes idle, 12 hours at most (documented). They end with the Launchpad's session.
/// Cookie names are documented; HttpOnly and SameSite are inferred.
/// </summary>
internal sealed class ApplicationSessions(SandboxOptions options, SignIns signIns)
{
    public const string SessionCookie = "SESSION";
    public const string XsrfCookie = "XSRF-TOKEN";
    public const string RegionCookie = "REGION-SESSION";

    private readonly ConcurrentDictionary<string, ApplicationSession> sessions = new(StringComparer.Ordinal);

    public static bool IsGatewayCookie(string name) => name is SessionCookie or XsrfCookie or RegionCookie;

    public void Start(HttpContext context, LaunchpadSession owner)
    {
        var session = new ApplicationSession(owner, context.Request.Host.Host, options.Clock.GetUtcNow());
        sessions[session.Id] = session;
        var cookies = context.Response.Cookies;
        cookies.Append(SessionCookie, session.Id, Cookie(httpOnly: true));
        cookies.Append(XsrfCookie, session.Xsrf, Cookie(httpOnly: false));
        cookies.Append(RegionCookie, session.Region, Cookie(httpOnly: true));
    }

    /// <summary>The living session of a request, or null.</summary>
    public ApplicationSession? Current(HttpRequest request)
    {
        if (request.Cookies[SessionCookie] is not { } id || !sessions.TryGetValue(id, out var session) || session.Host != request.Host.Host)
        {
            return null;
        }

        if (signIns.IsAlive(session.Owner) && options.Clock.GetUtcNow() - session.LastSeen < options.SessionIdle)
        {
            return session;
        }

        sessions.TryRemove(id, out _);
        return null;
    }

    /// <summary>Restarts the idle time.</summary>
    public void Touch(ApplicationSession session) => session.LastSeen = options.Clock.GetUtcNow();

    /// <summary>Ends the session of a request, and its owner's everywhere.</summary>
    public void End(HttpContext context)
    {
        Current(context.Request)?.Owner.End();
        foreach (var name in new[] { SessionCookie, XsrfCookie, RegionCookie })
        {
            context.Response.Cookies.Delete(name);
        }
    }

    private static CookieOptions Cookie(bool httpOnly) => new() { HttpOnly = httpOnly, SameSite = SameSiteMode.Lax, Path = "/" };
}
