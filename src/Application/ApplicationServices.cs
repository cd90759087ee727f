using Enterprise.Application.AccessLog.Integrity;
using Enterprise.Application.AccessLog.Recording;
using Enterprise.Application.AccessLog.Retention;
using Enterprise.Application.Background;
using Enterprise.Application.Health;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Enterprise.Application;

/// <summary>Registers the use cases.</summary>
public static class ApplicationServices
{
    private static readonly System.Reflection.Assembly Here = typeof(ApplicationServices).Assembly;

    /// <summary>Registers handlers, their validators and mappings, and the steps around them.</summary>
    /// <param name="mapperLicence">The mapper's licence key for production use, or null (it then logs one warning).</param>
    public static IServiceCollection AddApplication(this IServiceCollection services, string? mapperLicence) => services
        .AddUseCases(typeof(ApplicationServices).Namespace!)
        .AddAutoMapper(mapper => { mapper.LicenseKey = mapperLicence; mapper.AddMaps(Here); })
        .AddSingleton<RefusalRecorder>()
        .AddSingleton<Verifications>()
        .AddSingleton<IProbe, BackgroundWorkProbe>()
        .AddSingleton<HealthBoard>();

    /// <summary>Registers the use cases of an operator's command, which need no caller and no platform.</summary>
    /// <param name="by">Who runs the command.</param>
    public static IServiceCollection AddOperations(this IServiceCollection services, LogOperator by) =>
        services.AddUseCases(typeof(IOperation).Namespace!).AddSingleton(by);

    /// <summary>The version of the mediator in use has no registration of its own: one short scan does it.</summary>
    private static IServiceCollection AddUseCases(this IServiceCollection services, string space)
    {
        services.AddValidatorsFromAssembly(Here, ServiceLifetime.Singleton, includeInternalTypes: true);
        services.AddSingleton<AccessRecorder>().AddSingleton<BackgroundWork>();
        services.AddScoped<ServiceFactory>(scope => scope.GetRequiredService);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(AuditBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehaviour<,>));
        foreach (var handler in Here.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }
            && type.Namespace?.StartsWith(space, StringComparison.Ordinal) == true))
        {
            foreach (var port in handler.GetInterfaces().Where(IsHandler))
            {
                services.AddScoped(port, handler);
            }
        }

        return services;
    }

    private static bool IsHandler(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRequestHandler<,>);
}
