using Enterprise.Application;
using Enterprise.Application.AccessLog.Retention.Checkpoints;
using Enterprise.VerifiableLog.Checkpoints;
using Rollback = Enterprise.Application.AccessLog.Rollback;

namespace Enterprise.Infrastructure.AccessLog.Checkpoints;

/// <summary>Accepted losses and new keys, in the application's terms.</summary>
internal sealed class SignedLog(Rollbacks rollbacks) : ISignedLog
{
    /// <summary>The start rule.</summary>
    /// <exception cref="StartRefusedException">The store is older than its archive, or another one, or cannot be read.</exception>
    public async Task RefuseAsync(CancellationToken cancel)
    {
        if (await rollbacks.CheckAsync(cancel).MappedAsync() is { } found)
        {
            throw new StartRefusedException(
                [$"{found.Why} Bring the newest copy of the database, or accept what is lost with the command 'audit accept-rollback': it "
                    + "records the loss, signed, and begins a new epoch."]);
        }
    }

    public async Task<Rollback?> FindRollbackAsync(CancellationToken cancel) =>
        await rollbacks.FindAsync(cancel).MappedAsync() is { } found
            ? new(found.Why, found.Number, found.Size, found.Root, found.Restored, found.Epoch)
            : null;

    public Task StateLossAsync(Rollback rollback, CancellationToken cancel) => rollbacks.StateLossAsync(Of(rollback), cancel).MappedAsync();

    public Task<string> CreateKeyAsync(CancellationToken cancel) => rollbacks.CreateKeyAsync(cancel).MappedAsync();

    public Task StateKeyAsync(string key, CancellationToken cancel) => rollbacks.StateKeyAsync(key, cancel).MappedAsync();

    public Task MakeCheckpointAsync(Rollback? rollback, CancellationToken cancel) =>
        rollbacks.MakeCheckpointAsync(rollback is null ? null : Of(rollback), cancel).MappedAsync();

    private static VerifiableLog.Checkpoints.Rollback Of(Rollback rollback) =>
        new(rollback.Why, rollback.Number, rollback.Size, rollback.Root, rollback.Restored, rollback.Epoch);
}
