using Enterprise.Infrastructure.AccessLog.Retention.Removal;
using Enterprise.Application;
using Enterprise.Application.Background;
using Enterprise.VerifiableLog;
using Enterprise.VerifiableLog.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>Commands work on a store that the service has made: they neither make one where a setting is wrong, nor change the shape of one beside a service.</summary>
internal sealed class ExistingStore(IDbContextFactory<LogContext> contexts, IRemoval removal, IOptions<AccessLogOptions> options) : StartStep
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Kind == StoreKind.Sqlite && !File.Exists(removal.Place))
        {
            throw new StartRefusedException([$"There is no access log at {removal.Place} (ConnectionStrings:AccessLog): start the service first, it makes one."]);
        }

        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            if ((await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            {
                throw new StartRefusedException([$"The access log at {removal.Place} has the tables of an earlier version, or none: start this version of the service first."]);
            }
        }
        catch (Exception fault) when (StoreFaults.Is(fault))
        {
            throw new StartRefusedException([$"The access log at {removal.Place} (ConnectionStrings:AccessLog) cannot be read ({fault.Message.ReplaceLineEndings(" ")}): look at the store, its rights and the setting."], fault);
        }
    }
}
