using Enterprise.VerifiableLog.Retention.Removal;
using Enterprise.VerifiableLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Retention;

/// <summary>
/// Commands work on a store that the service has made: they neither make one where a setting is wrong, nor change the tables of one beside
/// a service.
/// </summary>
internal sealed class ExistingStore(IDbContextFactory<LogContext> contexts, IRemoval removal, LogOptions options)
{
    /// <summary>Requires that the store is there, with the tables of this version.</summary>
    /// <exception cref="LogException">It is not.</exception>
    public async Task CheckAsync(CancellationToken cancel)
    {
        if (options.Database == StoreKind.Sqlite && !File.Exists(removal.Place))
        {
            throw new LogException(
                LogFailure.Refused, $"There is no access log at {removal.Place} ({options.StoreSetting}): start the service first, it "
                    + "makes one.");
        }

        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancel);
            if ((await context.Database.GetPendingMigrationsAsync(cancel)).Any())
            {
                throw new LogException(
                    LogFailure.Refused,
                    $"The access log at {removal.Place} has the tables of an earlier version, or none: start this version of the service "
                        + "first.");
            }
        }
        catch (Exception fault) when (StoreFaults.Is(fault))
        {
            throw new LogException(
                LogFailure.Refused,
                $"The access log at {removal.Place} ({options.StoreSetting}) cannot be read ({fault.Message.ReplaceLineEndings(" ")}): "
                    + "look at the store, its rights and the setting.",
                fault);
        }
    }
}
