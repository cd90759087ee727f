using Enterprise.Application.Background;
using Enterprise.VerifiableLog.Store;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>Brings the store to this version's shape before anything is served. Without a log there is no service.</summary>
internal sealed class AccessLogMigration(IStoreMigration migration) : StartStep
{
    public override Task StartAsync(CancellationToken cancellationToken) => migration.MigrateAsync(cancellationToken).MappedAsync();
}
