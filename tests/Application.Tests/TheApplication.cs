using Microsoft.Extensions.DependencyInjection;

namespace Enterprise.Application.Tests;

/// <summary>The use cases as the application registers them.</summary>
internal static class TheApplication
{
    public static IServiceCollection Services() => new ServiceCollection().AddLogging().AddMetrics().AddApplication(mapperLicence: null)
        .AddSingleton(new Enterprise.Application.AccessLog.Recording.ServiceNode("node-1", "1.2.3"))
        .AddSingleton(Enterprise.Application.AccessLog.Reading.WorkingHours.Usual)
        .AddSingleton(NSubstitute.Substitute.For<Enterprise.Application.AccessLog.Recording.IRepresentation>());
}
