using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.Extensions.Hosting;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>Brings the store to this version's shape before anything is served. Without a log there is no service.</summary>
internal sealed class AccessLogMigration(ILogSchema schema) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => schema.MakeAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
