using Enterprise.Application.Tenancy;
using Enterprise.Testing;
using Enterprise.Web;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Enterprise.Architecture.Tests;

/// <summary>
/// The container of the real application can make everything that is registered, and nothing lives longer than what it holds.
/// </summary>
public sealed class ContainerTests
{
    [Fact]
    public async Task The_container_is_valid()
    {
        await using var app = Build();
        await using var scope = app.Services.CreateAsyncScope();

        var queries = typeof(Application.ApplicationServices).Assembly.GetTypes().SelectMany(type => type.GetInterfaces())
            .Where(port => port.IsGenericType && port.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)).ToList();
        Assert.NotEmpty(queries);
        foreach (var query in queries)
        {
            // What is registered open is not checked by the container itself.
            Assert.Equal(2, scope.ServiceProvider.GetServices(typeof(IPipelineBehavior<,>).MakeGenericType(query.GetGenericArguments()))
                .Count());
            Assert.NotNull(scope.ServiceProvider.GetRequiredService(query));
        }

        var controllers = typeof(Program).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(ControllerBase)) && !type.IsAbstract)
            .ToList();
        Assert.NotEmpty(controllers);
        Assert.All(controllers, controller => Assert.NotNull(ActivatorUtilities.CreateInstance(scope.ServiceProvider, controller)));
    }

    [Fact]
    public void A_planted_service_that_cannot_be_made_is_found()
    {
        var fault = Assert.Throws<AggregateException>(() => Build(services => services.AddSingleton<NeedsWhatNobodyGives>()));
        Assert.Contains(nameof(NeedsWhatNobodyGives), Assert.Single(fault.InnerExceptions).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_planted_service_that_outlives_what_it_holds_is_found()
    {
        var fault = Assert.Throws<AggregateException>(() => Build(services => services.AddSingleton<KeepsTheCaller>()));
        Assert.Contains(nameof(KeepsTheCaller), Assert.Single(fault.InnerExceptions).Message, StringComparison.Ordinal);
    }

    private static WebApplication Build(Action<IServiceCollection>? plant = null) => Program.Build(
        ["--contentRoot", Path.Combine(EnterpriseHost.RepositoryRoot, "src", "Web"), "--InsightsHub:AppName", "assets",
        "--InsightsHub:HostTenant", "sandbox"],
        builder =>
        {
            plant?.Invoke(builder.Services);
            builder.Host.UseDefaultServiceProvider(container => container.ValidateOnBuild = container.ValidateScopes = true);
        });

    private sealed class NeedsWhatNobodyGives(Version version)
    {
        public Version Version => version;
    }

    private sealed class KeepsTheCaller(ICaller caller)
    {
        public ICaller Caller => caller;
    }
}
