using System.Text.Json;
using System.Text.Json.Nodes;

namespace Enterprise.Sandbox.Identity;

/// <summary>
/// <c>POST /api/technicaltokenmanager/v3/oauth/token</c>: application credentials in <c>X-SPACE-AUTH-KEY</c>, as <c>Basic</c> or <c>Bearer</c>.
/// Behaves like a developer tenant: a token for another tenant than the client's own is refused. The status of that refusal is inferred.
/// </summary>
internal static class TokenManagerEndpoint
{
    public static async Task<IResult> HandleAsync(HttpContext context, TokenFactory tokens, SandboxOptions options)
    {
        var credentials = Credentials.FromHeader(context.Request.Headers["X-SPACE-AUTH-KEY"].ToString(), "Basic", "Bearer");
        if (Clients.TenantOf(credentials, "app") is not { } tenant)
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

        return Names(body, "hostTenant", tenant) && Names(body, "userTenant", tenant)
            ? TokenEndpoint.Answer(tokens.ForClient(tenant, credentials!.Id, subtenant: null), options)
            : OAuthError.Result(StatusCodes.Status403Forbidden, "access_denied", $"The client of tenant {tenant} has no access to another tenant");
    }

    /// <summary>Whether a member is absent or names this tenant.</summary>
    private static bool Names(JsonObject body, string member, string tenant) =>
        body[member] is null || (body[member] is JsonValue value && value.TryGetValue<string>(out var name) && name == tenant);
}
