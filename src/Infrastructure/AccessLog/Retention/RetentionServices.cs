using Enterprise.Application.AccessLog.Retention;
using Enterprise.Application.AccessLog.Retention.PersonalData;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>Registers what keeps the log in bounds.</summary>
internal static class RetentionServices
{
    public static IServiceCollection AddRetention(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection(RetentionOptions.Section)).ValidateOnStart();
        services.AddOptions<PseudonymOptions>().Bind(configuration.GetSection("AccessLog")).ValidateOnStart();
        services.AddOptions<CapacityOptions>().Bind(configuration.GetSection(CapacityOptions.Section)).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptions.Validator>()
            .AddSingleton<IValidateOptions<PseudonymOptions>, PseudonymOptions.Validator>()
            .AddSingleton<IValidateOptions<CapacityOptions>, CapacityOptions.Validator>()
            .AddSingleton<Capacity>()
            .AddSingleton<IStoreFiles, StoreFiles>()
            .AddSingleton(provider =>
            {
                var options = provider.GetRequiredService<IOptions<RetentionOptions>>().Value;
                var days = provider.GetRequiredService<IOptions<PseudonymOptions>>().Value.PseudonymiseAfterDays;
                return new RetentionPolicy(options.Days, options.Tenants, days);
            })
            .AddSingleton<ILegalHolds, StoredHolds>()
            .AddSingleton<ILogStatus, StoredLogStatus>()
            .AddSingleton<IPruning, StoredPruning>()
            .AddSingleton<IErasure, StoredErasure>()
            .AddSingleton<IPseudonymisation, StoredPseudonymisation>();
    }
}
