using Enterprise.Sandbox.Hosting;
using Enterprise.Sandbox.Identity.Endpoints;
using Enterprise.Sandbox.Identity.Hostile;

namespace Enterprise.Sandbox.Identity;

/// <summary>Keys and tokens.</summary>
internal static class IdentityApi
{
    public static IServiceCollection AddIdentity(this IServiceCollection services) => services
        .AddSingleton<KeyRings>()
        .AddSingleton<TenantMoves>()
        .AddSingleton<ForeignKey>()
        .AddSingleton<TokenLifetime>()
        .AddSingleton(provider => new HostileTokens(
            provider.GetRequiredService<TokenFactory>(), provider.GetRequiredService<TenantMoves>(),
                provider.GetRequiredService<KeyRings>(),
            provider.GetRequiredService<Addresses>(), provider.GetRequiredService<SandboxOptions>(),
                provider.GetRequiredService<ForeignKey>()))
        .AddSingleton(provider => new IdentitySwitches(provider.GetRequiredService<KeyRings>()))
        .AddSingleton(provider => new TokenFactory(
            provider.GetRequiredService<KeyRings>(), provider.GetRequiredService<Addresses>(), provider.GetRequiredService<TenantMoves>(),
            provider.GetRequiredService<SandboxOptions>(), provider.GetRequiredService<TokenLifetime>()));

    public static void MapIdentity(this IEndpointRouteBuilder routes)
    {
        var identity = routes.MapGroup("").ServedAt(Place.Root, Place.Identity).AddEndpointFilter(KeysEndpoint.ApplyStateAsync);
        identity.MapGet("/token_keys", KeysEndpoint.Handle);
        identity.MapPost("/oauth/token", TokenEndpoint.HandleAsync);

        ForeignKey.Map(routes);

        var apis = routes.MapGroup("/api").ServedAt(Place.Root, Place.Gateway, Place.Application);
        apis.MapPost("/technicaltokenmanager/v3/oauth/token", TokenManagerEndpoint.HandleAsync);
    }
}
