using Enterprise.Sandbox.Hosting;
using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.Gateway;

/// <summary>
/// Everything at an application's host: the gateway's own paths, the session, the XSRF rule, and then either the platform's APIs
/// (<c>/api</c>, never forwarded) or the application.
/// </summary>
internal sealed class GatewayMiddleware(
    RequestDelegate next, ApplicationSessions sessions, SignInPaths signInPaths, GatewayPages pages, Forwarding forwarding,
        TokenFactory tokens, TenantMoves moves,
    SandboxOptions options)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.HostMatch() is not { Place: Place.Application } place)
        {
            await next(context);
            return;
        }

        if (place.Registration != options.Registration(place.Generation) || Tenant.Find(place.Tenant, place.Generation) is not { } tenant)
        {
            await pages.NotRegistered(place).ExecuteAsync(context);
            return;
        }

        if (!moves.IsAt(tenant.Name, place.Generation))
        {
            await Elsewhere(context, place, tenant).ExecuteAsync(context);
            return;
        }

        if (signInPaths.OwnPath(context) is { } answer)
        {
            await answer.ExecuteAsync(context);
            return;
        }

        if (sessions.Current(context.Request) is not { } session)
        {
            await signInPaths.AskToSignIn(context.Request).ExecuteAsync(context);
            return;
        }

        if (!await Xsrf.IsSatisfiedAsync(context, session, options))
        {
            await pages.NoXsrf().ExecuteAsync(context);
            return;
        }

        sessions.Touch(session);
        session.Token = tokens.ForSession(session.Token, session.Owner.Person, session.Owner.SignedInAt);
        await PassAsync(context, session.Owner.Person, session.Token.Text);
    }

    /// <summary>
    /// The tenant's old address leads to the new one (documented for bookmarks); its address to be does not exist before the move.
    /// </summary>
    private IResult Elsewhere(HttpContext context, HostMatch place, Tenant tenant) => place.Generation == Generation.Second
        ? pages.NotRegistered(place)
        : context.Request.Path == SignInPaths.LogoutPath ? signInPaths.OwnPath(context)!
        : signInPaths.Moved(context.Request, tenant.Name);

    private Task PassAsync(HttpContext context, Person person, string token)
    {
        context.Request.Headers.Authorization = $"Bearer {token}";
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            return next(context);
        }

        return options.BlockWithoutScope && !person.MayUseApplication
            ? pages.NoRole(person).ExecuteAsync(context)
            : forwarding.ForwardAsync(context);
    }
}
