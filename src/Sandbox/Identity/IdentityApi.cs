using System.Text.Json.Nodes;
using Enterprise.Sandbox.Hosting;
using Enterprise.Sandbox.Identity.Hostile;
using Microsoft.AspNetCore.Http.Features;

namespace Enterprise.Sandbox.Identity;

/// <summary>Keys, tokens, and the two small APIs about the caller that the bar asks.</summary>
internal static class IdentityApi
{
    public static IServiceCollection AddIdentity(this IServiceCollection services) => services
        .AddSingleton<KeyRings>()
        .AddSingleton<TenantMoves>()
        .AddSingleton<ForeignKey>()
        .AddSingleton(provider => new HostileTokens(
            provider.GetRequiredService<TokenFactory>(), provider.GetRequiredService<TenantMoves>(), provider.GetRequiredService<KeyRings>(),
            provider.GetRequiredService<Addresses>(), provider.GetRequiredService<SandboxOptions>(), provider.GetRequiredService<ForeignKey>()))
        .AddSingleton(provider => new IdentitySwitches(provider.GetRequiredService<KeyRings>()))
        .AddSingleton(provider => new TokenFactory(
            provider.GetRequiredService<KeyRings>(), provider.GetRequiredService<Addresses>(), provider.GetRequiredService<TenantMoves>(),
            provider.GetRequiredService<SandboxOptions>()));

    public static void MapIdentity(this IEndpointRouteBuilder routes)
    {
        var identity = routes.MapGroup("").OpenAt(Place.Root, Place.Identity).AddEndpointFilter(KeysEndpoint.InMoodAsync);
        identity.MapGet("/token_keys", KeysEndpoint.Handle);
        identity.MapPost("/oauth/token", TokenEndpoint.HandleAsync);

        ForeignKey.Map(routes);

        var apis = routes.MapGroup("/api").OpenAt(Place.Root, Place.Gateway, Place.Application);
        apis.MapPost("/technicaltokenmanager/v3/oauth/token", TokenManagerEndpoint.HandleAsync);
        apis.MapGet("/tenantmanagement/v4/tenantInfo", (HttpContext context) => Tenant.Find(Caller(context).Tenant)?.ToInfo(context.Api().Generation));
        apis.MapGet("/userprofilemanagement/v1/me", (HttpContext context) => Profile(context));
    }

    private static ApiCaller Caller(HttpContext context) => context.Features.GetRequiredFeature<ApiCaller>();

    /// <summary>Path and members of this answer are the stand-in's own: only the first segment is known of the platform.</summary>
    private static object Profile(HttpContext context)
    {
        var claims = context.Features.GetRequiredFeature<JsonObject>();
        return new
        {
            name = People.All.FirstOrDefault(person => person.UserName == claims.Text("user_name"))?.Name ?? claims.Text("client_id"),
            email = claims.Text("email"),
            tenant = Caller(context).Tenant,
        };
    }
}
