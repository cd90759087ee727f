using Enterprise.Sandbox.Hosting;

namespace Enterprise.Sandbox.Faults;

/// <summary>The parts of fault injection.</summary>
internal static class FaultServices
{
    public static IServiceCollection AddFaults(this IServiceCollection services) => services
        .AddSingleton(provider => new FaultRegistry(provider.GetRequiredService<SandboxOptions>()))
        .AddSingleton<FaultEffects>();

    /// <summary>Where the fault <c>redirect</c> leads: every request is counted.</summary>
    public static void MapForeignOrigin(this IEndpointRouteBuilder routes) =>
        routes.MapGet(FaultEffects.ForeignPath + "/{**rest}", (FaultRegistry faults) =>
    {
        faults.CountForeignRequest();
        return Results.Json(new { elsewhere = true });
    }).ServedAt(Place.Root);
}
