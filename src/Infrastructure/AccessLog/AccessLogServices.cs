using System.Reflection;
using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Integrity;
using Enterprise.Application.AccessLog.Reading;
using Enterprise.Application.AccessLog.Recording;
using Enterprise.Application.AccessLog.Retention.Checkpoints;
using Enterprise.Application.Background;
using Enterprise.Application.Health;
using Enterprise.Infrastructure.AccessLog.Checkpoints;
using Enterprise.Infrastructure.AccessLog.Exports;
using Enterprise.Infrastructure.AccessLog.Migrations;
using Enterprise.Infrastructure.AccessLog.Retention;
using Enterprise.VerifiableLog;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>Registers the access log: what the service and an operator's command both need, and what the service alone does.</summary>
internal static class AccessLogServices
{
    /// <summary>
    /// The log as the service has it: it also reads, exports, makes checkpoints, looks after itself and streams its entries.
    /// </summary>
    public static IServiceCollection AddServedLog(this IServiceCollection services, IConfiguration configuration) => services
        .AddHostedService<AccessLogMigration>()
        .AddLog(configuration, isServing: true)
        .AddReading(configuration)
        .AddExports(configuration)
        .AddHostedService(provider => provider.GetRequiredService<EntryStream>())
        .AddHostedService<RefusalFlusher>()
        .AddSingleton<IProbe, AccessLogProbe>()
        .AddSingleton<IProbe, CheckpointProbe>();

    /// <summary>The log as a command beside the service has it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The configuration of the service.</param>
    /// <param name="isLooking">Whether the command only looks: then nothing is there that could write.</param>
    public static IServiceCollection AddKeptLog(this IServiceCollection services, IConfiguration configuration, bool isLooking)
    {
        services.AddHostedService<ExistingStoreCheck>().AddLog(configuration, isServing: false);
        return isLooking ? services.RemoveAll<IHostedService>().AddHostedService<ExistingStoreCheck>() : services;
    }

    private static IServiceCollection AddLog(this IServiceCollection services, IConfiguration configuration, bool isServing)
    {
        services.AddOptions<AccessLogOptions>()
            .Configure(options => options.Read(configuration))
            .ValidateOnStart();
        services
            .AddSingleton<IValidateOptions<AccessLogOptions>, AccessLogOptions.Validator>()
            .AddNode(configuration)
            .AddCheckpoints(configuration)
            .AddRetention(configuration)
            .AddMetrics()
            .AddSingleton<FailedAppends>()
            .AddSingleton(provider => new EntryStream(
                provider.GetRequiredService<BackgroundWork>(),
                isServing && string.Equals(configuration["AccessLog:StandardOutput"], "true", StringComparison.OrdinalIgnoreCase),
                    Console.Out))
            .AddSingleton<AccessLogWriter>()
            .AddSingleton<ReadingTimer>()
            .AddSingleton<StoredAccessLog>()
            .AddSingleton<IAccessLog>(provider => provider.GetRequiredService<StoredAccessLog>());
        return (isServing ? services.AddHostedService<Checkpointer>() : services)
            .AddEngine(AccessLogOptions.KindOf(configuration))
            .AddHostedService(provider => provider.GetRequiredService<AccessLogWriter>());
    }

    /// <summary>The writer is registered after the sealer, so that it stops first.</summary>
    private static IServiceCollection AddEngine(this IServiceCollection services, StoreKind database)
    {
        services.AddVerifiableLog<SqliteAccessLogContext, PostgresAccessLogContext>(database, provider => new LogOptions
        {
            Schema = AccessSchema.Schema,
            Database = database,
            Store = provider.GetRequiredService<IOptions<AccessLogOptions>>().Value.Store,
            Maintenance = provider.GetRequiredService<IOptions<AccessLogOptions>>().Value.Maintenance,
            Keys = provider.GetRequiredService<IOptions<CheckpointOptions>>().Value.Keys,
            CheckpointArchive = provider.GetRequiredService<IOptions<CheckpointOptions>>().Value.CheckpointArchive,
            MayName = FilterReferences.MayName,
            Deadline = AccessLogDeadline.Value,
            RunAfter = provider.GetRequiredService<ReadingTimer>().RunAfter,
            StoreSetting = "ConnectionStrings:AccessLog",
            MaintenanceSetting = "ConnectionStrings:AccessLogMaintenance",
            KeysSetting = "AccessLog:Keys",
            CheckpointArchiveSetting = "AccessLog:CheckpointArchive",
        });
        return database == StoreKind.PostgreSql ? services.AddHostedService<AccessLogSealer>() : services;
    }

    private static IServiceCollection AddNode(this IServiceCollection services, IConfiguration configuration)
    {
        var node = new ServiceNode(configuration["Node:Name"] is { Length: > 0 } name ? name : Environment.MachineName,
            VersionOf(typeof(AccessLogServices).Assembly));
        services.AddOptions<NodeCheck>()
            .Validate(_ => node.IsNamed,
                $"Node:Name is '{node.Name}': give a name of 1 to {ServiceNode.MaxName} letters, digits, dots, hyphens and underscores.")
                .ValidateOnStart();
        return services.AddSingleton(node);
    }

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static IServiceCollection AddCheckpoints(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CheckpointOptions>().Bind(configuration.GetSection(CheckpointOptions.Section));
        return services
            .AddSingleton<AccessLogCheckpoints>()
            .AddSingleton<ICheckpoints>(provider => provider.GetRequiredService<AccessLogCheckpoints>())
            .AddSingleton<ILatestCheckpoint>(provider => provider.GetRequiredService<AccessLogCheckpoints>())
            .AddSingleton<SignedLog>()
            .AddSingleton<ISignedLog>(provider => provider.GetRequiredService<SignedLog>())
            .AddSingleton<ILogVerifier, AccessLogVerifier>();
    }

    private static IServiceCollection AddReading(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WorkingHoursOptions>().Bind(configuration.GetSection(WorkingHoursOptions.Section)).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<WorkingHoursOptions>, WorkingHoursOptions.Validator>()
            .AddSingleton(provider => provider.GetRequiredService<IOptions<WorkingHoursOptions>>().Value.ToHours())
            .AddSingleton<IAccessLogView>(provider => provider.GetRequiredService<StoredAccessLog>());
    }

    private sealed class NodeCheck;
}
