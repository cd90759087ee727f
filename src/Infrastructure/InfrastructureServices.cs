using Enterprise.Application.Assets;
using Enterprise.Application.Health;
using Enterprise.Infrastructure.AccessLog;
using Enterprise.Infrastructure.Health;
using Enterprise.Infrastructure.InsightsHub;
using Enterprise.Infrastructure.InsightsHub.Assets;
using Enterprise.Infrastructure.InsightsHub.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Enterprise.Infrastructure;

/// <summary>Registers what the use cases need of the world.</summary>
public static class InfrastructureServices
{
    /// <summary>Registers the platform, the access log and the probes.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The configuration, see <see cref="InsightsHubOptions"/>.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, IConfiguration configuration) => services
        .AddServedLog(configuration)
        .AddPlatform(configuration)
        .AddIdentity()
        .AddHostedService<ProbeRunner>();

    /// <summary>Registers the access log alone, for an operator's commands beside the service.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The configuration of the service.</param>
    /// <param name="isLooking">Whether the command only looks.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddOperatorCommands(this IServiceCollection services, IConfiguration configuration, bool isLooking) =>
        services.AddKeptLog(configuration, isLooking);

    private static IServiceCollection AddPlatform(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<InsightsHubOptions>()
            .Configure(options => options.Region = configuration["MDSP-ENV"] ?? configuration["MDSP_ENV"] ?? options.Region)
            .Bind(configuration.GetSection(InsightsHubOptions.Section))
            .PostConfigure(options => options.Complete())
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<InsightsHubOptions>, InsightsHubOptionsValidator>();
        services.AddHttpClient(Platform.Client, client => client.MaxResponseContentBufferSize = Platform.MaxAnswer)
            .ConfigurePrimaryHttpMessageHandler(Careful)
            .AddStandardResilienceHandler(PlatformResilience.Set);
        // Without a breaker and a retry: the probe's knocking says nothing about users' requests, and must not close the way for them.
        services.AddHttpClient(Platform.ProbeClient, client => client.Timeout = PlatformResilience.Attempt)
            .ConfigurePrimaryHttpMessageHandler(Careful);
        return services
            .AddSingleton<Platform>()
            .AddScoped<PlatformBudget>()
            .AddScoped<IAssetCatalog, AssetCatalog>()
            .AddSingleton<IProbe, AssetApiProbe>();
    }

    private static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddHttpClient(IdentityProviders.Client, client =>
            {
                client.MaxResponseContentBufferSize = SigningKeys.MaxAnswer;
                client.Timeout = TimeSpan.FromSeconds(3);
            })
            .ConfigurePrimaryHttpMessageHandler(Careful);
        return services
            .AddSingleton<IdentityProviders>()
            .AddSingleton<TokenHandler, UserTokenHandler>()
            .AddSingleton<IProbe, IdentityKeysProbe>()
            .AddHostedService<KeyRefresher>();
    }

    /// <summary>
    /// No redirect is followed and no cookie is kept: a token goes where it was meant to go, and nothing of one user reaches another.
    /// </summary>
    private static SocketsHttpHandler Careful() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectTimeout = TimeSpan.FromSeconds(3),
    };
}
