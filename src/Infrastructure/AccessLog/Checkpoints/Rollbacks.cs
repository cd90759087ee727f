using Enterprise.VerifiableLog.Checkpoints;
using System.Globalization;
using Enterprise.Application;
using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Retention.Checkpoints;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Store;

namespace Enterprise.Infrastructure.AccessLog.Checkpoints;

/// <summary>Compares the database with the newest checkpoint outside it, and signs accepted losses and new keys.</summary>
internal sealed class Rollbacks(
    IProofStore store, LogKeys keys, CheckpointArchive archive, Statements statements, CheckpointMaker checkpoints) : ISignedLog
{
    /// <summary>The start rule.</summary>
    /// <exception cref="StartRefusedException">The store is older than its archive, or another one, or cannot be read.</exception>
    public Task RefuseAsync(CancellationToken cancel) => RefuseOlderAsync(cancel).MappedAsync();

    public async Task<Rollback?> LookAsync(CancellationToken cancel) => await FindAsync(cancel).MappedAsync();

    public async Task<Rollback?> AcceptAsync(CancellationToken cancel) => await AcceptFoundAsync(cancel).MappedAsync();

    public Task<string> RotateAsync(CancellationToken cancel) => ChangeKeyAsync(cancel).MappedAsync();

    private async Task RefuseOlderAsync(CancellationToken cancel)
    {
        archive.Check();
        keys.Secret();
        try
        {
            keys.Current((await store.ReadAsync(long.MaxValue, cancel)).Key);
            if (await FindRollbackAsync(cancel) is { } found)
            {
                throw new StartRefusedException(
                    [$"{found.Why} Bring the newest copy of the database, or accept what is lost with the command 'audit accept-rollback': it records the loss, signed, and begins a new epoch."]);
            }
        }
        catch (Exception fault) when (store.IsFault(fault))
        {
            throw StoreFaults.Unreadable("The access log that ConnectionStrings:AccessLog names", fault);
        }
    }

    public async Task<Rollback?> FindRollbackAsync(CancellationToken cancel)
    {
        var state = await store.ReadAsync(long.MaxValue, cancel);
        var own = state.Checkpoint;
        var outside = archive.Last();
        var why = outside is var (text, seen) ? Why(state, text, seen) : null;
        why ??= own is not null && state.Size < own.Size
            ? string.Create(CultureInfo.InvariantCulture, $"The access log ends at entry {state.Size}, but its own checkpoint {own.Number} covers {own.Size}.")
            : null;
        if (why is null)
        {
            return null;
        }

        var (number, size, root) = outside is var (_, last) && last.Number >= (own?.Number ?? 0) ? (last.Number, last.Size, last.Root) : (own?.Number ?? 0, own?.Size ?? 0, Root(own));
        return new(why, number, size, root, state.Size, Math.Max(outside?.Checkpoint.Epoch ?? 0, own?.Epoch ?? 0) + 1);
    }

    public async Task StateLossAsync(Rollback rollback, CancellationToken cancel)
    {
        archive.Check();
        await statements.WriteAsync(
            StatementKind.Lost, tenant: null,
            [
                ("archived", FormattableString.Invariant($"{rollback.Number} {rollback.Size} {rollback.Root}")),
                ("restored", FormattableString.Invariant($"{rollback.Restored}")), ("epoch", FormattableString.Invariant($"{rollback.Epoch}")),
            ],
            cancel);
    }

    public async Task<string> CreateKeyAsync(CancellationToken cancel)
    {
        keys.Current((await store.ReadAsync(long.MaxValue, cancel)).Key); // Refuses the folder of another log.
        return keys.Create().Id;
    }

    public Task StateKeyAsync(string key, CancellationToken cancel) =>
        statements.WriteAsync(StatementKind.NewKey, tenant: null, [("new", key)], keys.Find(key), cancel);

    public Task MakeCheckpointAsync(Rollback? rollback, CancellationToken cancel) => checkpoints.MakeAsync(rollback, cancel);

    private string? Why(ProofState state, SignedText text, CheckpointText seen)
    {
        var own = state.Checkpoint;
        return seen.Instance != state.Instance
            ? $"The checkpoint archive {archive.Name} belongs to another access log ({seen.Instance}) than the database ({state.Instance})."
            : seen.Number > (own?.Number ?? 0)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The database is older than its checkpoint archive {archive.Name}: it knows checkpoint {own?.Number ?? 0} of {state.Size} entries, the archive {seen.Number} of {seen.Size}.")
            : seen.Number == own!.Number && SignedText.Read(own.Text)?.Body != text.Body
            ? string.Create(CultureInfo.InvariantCulture, $"Checkpoint {own.Number} of the database is not the one in its checkpoint archive {archive.Name}.")
            : seen.Size > state.Size
            ? string.Create(CultureInfo.InvariantCulture, $"The access log ends at entry {state.Size}, but its checkpoint archive {archive.Name} covers {seen.Size}.")
            : null;
    }

    private static string Root(CheckpointRow? row) => CheckpointText.Read(row?.Text)?.Content.Root ?? "-";
}
