using Enterprise.Application.AccessLog.Exports;
using Enterprise.VerifiableLog.Exports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Enterprise.Infrastructure.AccessLog.Exports;

/// <summary>Registers exports.</summary>
internal static class ExportServices
{
    public static IServiceCollection AddExports(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ExportOptions>()
            .Configure(options => options.Folder = configuration[ExportOptions.Setting] is { Length: > 0 } folder ? folder : options.Folder)
            .ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<ExportOptions>, ExportOptions.Validator>()
            .AddSingleton(provider => new ExportFolder(
                provider.GetRequiredService<IOptions<ExportOptions>>().Value.Folder, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<ExportWriter>()
            .AddSingleton<StoredExports>()
            .AddSingleton<IExports>(provider => provider.GetRequiredService<StoredExports>())
            .AddHostedService(provider => provider.GetRequiredService<StoredExports>());
    }
}
