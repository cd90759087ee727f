using Enterprise.Application.Background;
using Enterprise.Infrastructure.AccessLog.Store;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>Brings the store to this version's shape before anything is served. Without a log there is no service.</summary>
internal sealed class AccessLogMigration(ILogSchema schema) : StartStep
{
    public override Task StartAsync(CancellationToken cancellationToken) => schema.MakeAsync(cancellationToken);
}
