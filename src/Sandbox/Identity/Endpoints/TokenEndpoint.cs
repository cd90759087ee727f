using Enterprise.Sandbox.Hosting;

namespace Enterprise.Sandbox.Identity.Endpoints;

/// <summary>
/// <c>POST /oauth/token</c>: service credentials by Basic authentication or in the form, the grant type in form or query, and the
/// documented impersonation of a subtenant. A tenant's client is known to the generation that the tenant is on, and there to the tenant's
/// own host and to the core tenant's (documented for the second generation).
/// </summary>
internal static class TokenEndpoint
{
    private const string Grant = "client_credentials";
    private const string Impersonation = "client_credentials.subtenant-impersonation";

    public static async Task<IResult> HandleAsync(
        HttpContext context, TokenFactory tokens, TenantMoves moves, SandboxOptions options, TokenLifetime lifetime)
    {
        var request = context.Request;
        var form = request.HasFormContentType ? await request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        var credentials = request.Headers.Authorization.ToString() is { Length: > 0 } header
            ? Credentials.FromHeader(header, "Basic")
            : new Credentials(form["client_id"].ToString(), form["client_secret"].ToString());

        var match = context.HostMatch();
        if (Clients.TenantOf(credentials, "svc") is not { } tenant || !moves.IsAt(tenant, match.Generation)
            || (match.Place == Place.Identity && match.Tenant != moves.LabelOf(tenant)
                && !(match.Generation == Generation.Second && match.Tenant == options.CoreTenant)))
        {
            return OAuthError.BadCredentials;
        }

        var grant = form["grant_type"].ToString() is { Length: > 0 } inForm ? inForm : request.Query["grant_type"].ToString();
        if (grant != Grant)
        {
            return grant.Length == 0
                ? OAuthError.Result(StatusCodes.Status400BadRequest, "invalid_request", "Missing grant type")
                : OAuthError.Result(StatusCodes.Status400BadRequest, "unsupported_grant_type", "Unsupported grant type");
        }

        var subtenant = form["iam_action"] == Impersonation ? form["subtenant"].ToString() : null;
        return subtenant is ""
            ? OAuthError.Result(StatusCodes.Status400BadRequest, "invalid_request", "Missing subtenant")
            : Answer(tokens.ForClient(tenant, credentials!.Id, subtenant), lifetime);
    }

    /// <summary>The members that were seen on the platform, exactly; the lifetime is told one second short, as seen.</summary>
    public static IResult Answer(IssuedToken issued, TokenLifetime lifetime) => Results.Json(new
    {
        access_token = issued.Token,
        token_type = "bearer",
        expires_in = (int)lifetime.Current.TotalSeconds - 1,
        scope = issued.Scope,
        jti = issued.Id,
    });
}
