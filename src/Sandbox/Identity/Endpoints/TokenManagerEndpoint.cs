using System.Text.Json;
using System.Text.Json.Nodes;
using Enterprise.Sandbox.Hosting;

namespace Enterprise.Sandbox.Identity.Endpoints;

/// <summary>
/// <c>POST /api/technicaltokenmanager/v3/oauth/token</c>: application credentials in <c>X-SPACE-AUTH-KEY</c>, as <c>Basic</c> or
/// <c>Bearer</c>. Behaves like a developer tenant: a token for another tenant than the client's own is refused. The status of that refusal
/// is inferred. Tenants are named in the second generation by their number (seen).
/// </summary>
internal static class TokenManagerEndpoint
{
    public static async Task<IResult> HandleAsync(HttpContext context, TokenFactory tokens, TenantMoves moves, TokenLifetime lifetime)
    {
        var credentials = Credentials.FromHeader(context.Request.Headers["X-SPACE-AUTH-KEY"].ToString(), "Basic", "Bearer");
        if (Clients.TenantOf(credentials, "app") is not { } tenant || !moves.IsAt(tenant, context.Api().Generation))
        {
            return OAuthError.BadCredentials;
        }

        JsonObject? body;
        try
        {
            body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonObject;
        }
        catch (JsonException)
        {
            body = null;
        }

        if (body is null)
        {
            return OAuthError.Result(StatusCodes.Status400BadRequest, "invalid_request", "The body must be a JSON object");
        }

        var label = moves.LabelOf(tenant);
        return Names(body, "hostTenant", label) && Names(body, "userTenant", label)
            ? TokenEndpoint.Answer(tokens.ForClient(tenant, credentials!.Id, subtenant: null), lifetime)
            : OAuthError.Result(StatusCodes.Status403Forbidden, "access_denied",
                $"The client of tenant {tenant} has no access to another tenant");
    }

    /// <summary>Whether a member is absent or names this tenant.</summary>
    private static bool Names(JsonObject body, string member, string tenant) =>
        body[member] is null || (body[member] is JsonValue value && value.TryGetValue<string>(out var name) && name == tenant);
}
