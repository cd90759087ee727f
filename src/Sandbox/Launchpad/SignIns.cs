using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.Launchpad;

/// <summary>Who is signed in, and the one-time codes by which a sign-in reaches an application's host.</summary>
internal sealed class SignIns(SandboxOptions options)
{
    private const string Cookie = "LAUNCHPAD-SESSION";
    private readonly ConcurrentDictionary<string, LaunchpadSession> sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Code> codes = new(StringComparer.Ordinal);

    /// <summary>The session of a request to the Launchpad, or null.</summary>
    public LaunchpadSession? Current(HttpRequest request) =>
        request.Cookies[Cookie] is { } id && sessions.TryGetValue(id, out var session) && IsAlive(session) ? session : null;

    public bool IsAlive(LaunchpadSession session) => !session.Ended && options.Clock.GetUtcNow() - session.SignedInAt < options.SessionMax;

    /// <summary>Signs a person in; the person who was signed in before in this browser is signed out everywhere.</summary>
    public void SignIn(HttpContext context, Person person)
    {
        SignOut(context);
        var session = new LaunchpadSession(person, options.Clock.GetUtcNow());
        sessions[session.Id] = session;
        context.Response.Cookies.Append(Cookie, session.Id, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/" });
    }

    public void SignOut(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is { } id && sessions.TryRemove(id, out var session))
        {
            session.End();
        }

        context.Response.Cookies.Delete(Cookie);
    }

    public string IssueCode(LaunchpadSession session, string host)
    {
        var code = Guid.NewGuid().ToString("N");
        codes[code] = new Code(session, host, options.Clock.GetUtcNow() + options.CodeLifetime);
        return code;
    }

    /// <summary>Takes a code: once, in time, and at the host that it was made for.</summary>
    public bool TryRedeem(string code, string host, [NotNullWhen(true)] out LaunchpadSession? session)
    {
        session = codes.TryRemove(code, out var issued) && issued.Host == host && options.Clock.GetUtcNow() < issued.Until
            && IsAlive(issued.Session)
            ? issued.Session
            : null;
        return session is not null;
    }

    private sealed record Code(LaunchpadSession Session, string Host, DateTimeOffset Until);
}
