namespace Enterprise.Sandbox.Gateway;

/// <summary>The gateway's parts.</summary>
internal static class GatewayServices
{
    public static IServiceCollection AddGateway(this IServiceCollection services)
    {
        services.AddHttpForwarder();
        return services
            .AddSingleton<ApplicationSessions>()
            .AddSingleton<SignInPaths>()
            .AddSingleton<GatewayPages>()
            .AddSingleton<GatewayTransformer>()
            .AddSingleton<Forwarding>();
    }
}
