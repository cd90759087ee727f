using System.Reflection;
using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Exports;
using Enterprise.Application.Assets;
using Enterprise.Application.Health;
using Enterprise.Infrastructure.AccessLog;
using Enterprise.Infrastructure.AccessLog.Checkpoints;
using Enterprise.Infrastructure.AccessLog.Exports;
using Enterprise.Infrastructure.AccessLog.Keeping;
using Enterprise.Infrastructure.AccessLog.Store;
using Enterprise.Infrastructure.AccessLog.Verifying;
using Enterprise.Infrastructure.Health;
using Enterprise.Infrastructure.InsightsHub;
using Enterprise.Infrastructure.InsightsHub.Assets;
using Enterprise.Infrastructure.InsightsHub.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
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
        .AddAccessLog(configuration, isServing: true)
        .AddHostedService(provider => provider.GetRequiredService<EntryStream>())
        .AddSingleton<IProbe, AccessLogProbe>()
        .AddHostedService<RefusalFlusher>()
        .AddExports(configuration)
        .AddPlatform(configuration)
        .AddIdentity()
        .AddHostedService<ProbeRunner>();

    /// <summary>Registers the access log alone, for an operator's commands beside the service.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The configuration of the service.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddOperatorCommands(this IServiceCollection services, IConfiguration configuration) =>
        services.AddAccessLog(configuration, isServing: false).AddSingleton<AccessRecorder>();

    private static IServiceCollection AddAccessLog(this IServiceCollection services, IConfiguration configuration, bool isServing)
    {
        services.AddOptions<AccessLogOptions>()
            .Configure(options => options.Read(configuration))
            .ValidateOnStart();
        services.AddOptions<WorkingHoursOptions>().Bind(configuration.GetSection(WorkingHoursOptions.Section)).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<WorkingHoursOptions>, WorkingHoursOptions.Validator>()
            .AddSingleton<IValidateOptions<AccessLogOptions>, AccessLogOptions.Validator>()
            .AddCheckpoints(configuration)
            .AddNode(configuration)
            .AddMetrics()
            .AddSingleton<FailedAppends>()
            .AddSingleton(new EntryStream(isServing && string.Equals(configuration["AccessLog:StandardOutput"], "true", StringComparison.OrdinalIgnoreCase), Console.Out))
            .AddSingleton<AccessLogWriter>()
            .AddSingleton<AccessLog.LogReader>()
            .AddSingleton<IAccessLog, StoredAccessLog>()
            .AddSingleton<IAccessLogView, StoredAccessLogView>()
            .AddSingleton(provider => provider.GetRequiredService<IOptions<WorkingHoursOptions>>().Value.ToHours())
            .AddKeeping(configuration)
            .AddHostedService<AccessLogMigration>()
            .AddServing<Checkpointer>(isServing)
            .AddStore(AccessLogOptions.KindOf(configuration))
            .AddHostedService(provider => provider.GetRequiredService<AccessLogWriter>());
    }

    /// <summary>What a service does and a command beside it leaves to it.</summary>
    private static IServiceCollection AddServing<T>(this IServiceCollection services, bool isServing)
        where T : class, IHostedService => isServing ? services.AddHostedService<T>() : services;

    private static IServiceCollection AddCheckpoints(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CheckpointOptions>().Bind(configuration.GetSection(CheckpointOptions.Section));
        return services
            .AddSingleton<LogKeys>()
            .AddSingleton<WitnessFile>()
            .AddSingleton<Statements>()
            .AddSingleton<CheckpointMaker>()
            .AddSingleton<ICheckpoints>(provider => provider.GetRequiredService<CheckpointMaker>())
            .AddSingleton<ILatestCheckpoint>(provider => provider.GetRequiredService<CheckpointMaker>())
            .AddSingleton<Rollbacks>()
            .AddSingleton<IRollbacks>(provider => provider.GetRequiredService<Rollbacks>())
            .AddSingleton<IKeyRotation>(provider => provider.GetRequiredService<Rollbacks>())
            .AddSingleton<IProbe, CheckpointProbe>()
            .AddSingleton<ILogVerifier, LogVerifier>();
    }

    private static IServiceCollection AddNode(this IServiceCollection services, IConfiguration configuration)
    {
        var node = new ServiceNode(configuration["Node:Name"] is { Length: > 0 } name ? name : Environment.MachineName, VersionOf(typeof(InfrastructureServices).Assembly));
        services.AddOptions<NodeCheck>()
            .Validate(_ => node.IsNamed, $"Node:Name is '{node.Name}': give a name of 1 to {ServiceNode.MaxName} letters, digits, dots, hyphens and underscores.").ValidateOnStart();
        return services.AddSingleton(node);
    }

    private static IServiceCollection AddExports(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ExportOptions>()
            .Configure(options => options.Folder = configuration[ExportOptions.Setting] is { Length: > 0 } folder ? folder : options.Folder)
            .ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<ExportOptions>, ExportOptions.Validator>()
            .AddSingleton<ExportFolder>()
            .AddSingleton<ExportWriter>()
            .AddSingleton<StoredExports>()
            .AddSingleton<IExports>(provider => provider.GetRequiredService<StoredExports>())
            .AddHostedService(provider => provider.GetRequiredService<StoredExports>());
    }

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

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
            .AddStandardResilienceHandler(Patience.Set);
        // Without a breaker and a retry: the probe's knocking says nothing about users' requests, and must not close the way for them.
        services.AddHttpClient(Platform.ProbeClient, client => client.Timeout = Patience.Attempt).ConfigurePrimaryHttpMessageHandler(Careful);
        return services
            .AddSingleton<Platform>()
            .AddSingleton<IAssetCatalog, AssetCatalog>()
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

    /// <summary>No redirect is followed and no cookie is kept: a token goes where it was meant to go, and nothing of one user reaches another.</summary>
    private static SocketsHttpHandler Careful() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectTimeout = TimeSpan.FromSeconds(3),
    };

    private sealed class NodeCheck;
}
