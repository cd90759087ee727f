using Enterprise.Sandbox.Hosting;
using Enterprise.Sandbox.Launchpad;

namespace Enterprise.Sandbox.Gateway;

/// <summary>
/// Signing in and out at an application's host. <c>/login</c> and <c>login.html</c> belong to the gateway (documented);
/// <c>/logout</c> is the Sandbox's choice, because the platform's is not known.
/// </summary>
internal sealed class SignInPaths(ApplicationSessions sessions, SignIns signIns, GatewayPages pages, Addresses addresses,
    SandboxOptions options)
{
    public const string LogoutPath = "/logout";

    /// <summary>The answer of one of the gateway's own paths, or null.</summary>
    public IResult? OwnPath(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/login" or "/login.html":
                return Login(context);
            case LogoutPath:
                sessions.End(context);
                return new SeeOther(addresses.Root.AbsoluteUri);
            default:
                return null;
        }
    }

    /// <summary>The answer to a request without a session: a redirect to the sign-in for pages, 401 for scripts.</summary>
    public IResult AskToSignIn(HttpRequest request) => IsNavigation(request) || options.RedirectScripts
        ? ToLaunchpad(request, HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : "/")
        : Results.Text("No session.", statusCode: StatusCodes.Status401Unauthorized);

    /// <summary>
    /// What a request gets at the old address of a tenant that was moved: people are sent to the same page at the new one, scripts are
    /// told.
    /// </summary>
    public IResult Moved(HttpRequest request, string tenant)
    {
        var path = request.Path.Value is "/login" or "/login.html" ? LocalPath(request.Query["return"].ToString())
            : HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? request.Path + request.QueryString
            : "/";
        return IsNavigation(request) || options.RedirectScripts
            ? Results.Redirect(addresses.Application(tenant).GetLeftPart(UriPartial.Authority) + path)
            : Results.Text("The tenant was moved.", statusCode: StatusCodes.Status401Unauthorized);
    }

    private IResult Login(HttpContext context)
    {
        var request = context.Request;
        var local = LocalPath(request.Query["return"].ToString());
        if (request.Query["code"].ToString() is not { Length: > 0 } code)
        {
            return ToLaunchpad(request, local);
        }

        if (!signIns.TryRedeem(code, request.Host.Host, out var session))
        {
            return pages.CodeUsed();
        }

        sessions.Start(context, session);
        return Results.LocalRedirect(local);
    }

    private IResult ToLaunchpad(HttpRequest request, string path) =>
        Results.Redirect($"{addresses.Root}login?return={Uri.EscapeDataString($"{request.Scheme}://{request.Host}{path}")}");

    /// <summary>The path to return to. What is not a path of this host, or would only sign in again, becomes the start page.</summary>
    private static string LocalPath(string path) =>
        path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("/login", StringComparison.Ordinal)
            && !path.AsSpan().ContainsAny('\\', '\r', '\n') ? path : "/";

    private static bool IsNavigation(HttpRequest request) =>
        request.Headers["Sec-Fetch-Mode"].ToString() is "" or "navigate" && !request.Headers.ContainsKey("X-Requested-With");
}
