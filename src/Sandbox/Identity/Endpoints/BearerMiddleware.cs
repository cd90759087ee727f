using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Enterprise.Sandbox.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace Enterprise.Sandbox.Identity.Endpoints;

/// <summary>
/// The match of the platform's APIs: no token is 403 (observed), a bad one is 401. A good one becomes the request's
/// <see cref="ApiCaller"/>, with its claims beside it. A token counts on the paths of its own generation only, and only while its tenant is
/// there.
/// </summary>
internal sealed class BearerMiddleware(RequestDelegate next, KeyRings keys, TenantMoves moves, SandboxOptions options)
{
    /// <summary>The one API that is asked for tokens and so needs none.</summary>
    public const string TokenManager = "/api/technicaltokenmanager";

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            || context.Request.Path.StartsWithSegments(TokenManager, StringComparison.OrdinalIgnoreCase))
        {
            return next(context);
        }

        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            || Read(header["Bearer ".Length..].Trim(), context.Api().Generation) is not var (claims, caller))
        {
            return OAuthError.WriteAsync(context, StatusCodes.Status401Unauthorized, "invalid_token", "Invalid token!");
        }

        context.Features.Set(claims);
        context.Features.Set(caller);
        return next(context);
    }

    private (JsonObject Claims, ApiCaller Caller)? Read(string token, Generation generation)
    {
        try
        {
            var parts = token.Split('.');
            if (parts.Length != 3)
            {
                return null;
            }

            var header = Decode(parts[0]);
            if (header.Text("alg") != "RS256" || !keys.Of(generation)
                .Verify(header.Text("kid"), $"{parts[0]}.{parts[1]}", WebEncoders.Base64UrlDecode(parts[2])))
            {
                return null;
            }

            var claims = Decode(parts[1]);
            return claims["exp"]?.GetValue<long>() > options.Clock.GetUtcNow().ToUnixTimeSeconds() && claims["scope"] is JsonArray scopes
                && TenantOf(claims, generation) is { } tenant && moves.IsAt(tenant, generation)
                ? (claims, new ApiCaller(tenant, claims.Text("subtenant"), scopes.Select(scope => scope?.GetValue<string>() ?? "")
                    .ToHashSet(StringComparer.Ordinal)))
                : null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The tenant's name: data belongs to it in both generations.</summary>
    private static string? TenantOf(JsonObject claims, Generation generation) => generation == Generation.First
        ? claims.Text("ten")
        : claims[TokenClaims.SecondTenant] is not JsonValue value ? null
        : Tenant.Find(value.TryGetValue<long>(out var number) ? number.ToString(CultureInfo.InvariantCulture) : value.GetValue<string>(),
            generation)?.Name;

    private static JsonObject Decode(string part) =>
        JsonNode.Parse(WebEncoders.Base64UrlDecode(part)) as JsonObject ?? throw new FormatException("Not an object.");
}

/// <summary>Reading of claims.</summary>
internal static class Claims
{
    public static string? Text(this JsonObject claims, string name) => claims[name]?.GetValue<string>();
}
