using Enterprise.VerifiableLog;
using Enterprise.Application;
using Enterprise.Infrastructure;
using Enterprise.VerifiableLog.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Enterprise.Testing;

/// <summary>The access log's services as the application registers them, without the rest of it.</summary>
internal static class LogServices
{
    /// <summary>Registers them.</summary>
    /// <param name="keys">The folder of its keys.</param>
    /// <param name="archive">Its checkpoint archive.</param>
    /// <param name="isSealing">Whether it makes checkpoints, also for an export; else an export stands on the last that there is.</param>
    public static ServiceProvider Build(string file, string keys, string archive, TimeProvider clock, bool isSealing)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("ConnectionStrings:AccessLog", $"Data Source={file};Pooling=False"), new("AccessLog:Keys", keys),
            new("AccessLog:CheckpointArchive", archive)]).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton(clock).AddApplication(mapperLicence: null)
            .AddSingleton(OperatorCommands.Operator).AddInfrastructure(configuration);
        if (!isSealing)
        {
            services.AddSingleton<IProofStore>(provider =>
                new ProofStore(provider.GetRequiredService<IDbContextFactory<LogContext>>(), () => false));
        }

        return services.BuildServiceProvider();
    }
}
