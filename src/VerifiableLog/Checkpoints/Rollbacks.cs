using System.Globalization;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Store;

namespace Enterprise.VerifiableLog.Checkpoints;

/// <summary>Compares the database with the newest checkpoint outside it, and signs accepted losses and new keys.</summary>
internal sealed class Rollbacks(
    IProofStore store, LogKeys keys, CheckpointArchive archive, Statements statements, CheckpointMaker checkpoints, LogOptions options)
{
    /// <summary>
    /// What has to hold before anything is added: keys and archive can be used, and the store is not older than its archive.
    /// </summary>
    /// <returns>What is lost, where the store is older; else null.</returns>
    /// <exception cref="LogException">Keys, archive or store cannot be used, or belong to another log.</exception>
    public async Task<Rollback?> CheckAsync(CancellationToken cancel)
    {
        archive.Check();
        keys.Secret();
        try
        {
            keys.Current((await store.ReadAsync(long.MaxValue, cancel)).Key);
            return await FindAsync(cancel);
        }
        catch (Exception fault) when (store.IsFault(fault))
        {
            throw StoreFaults.Unreadable($"The access log that {options.StoreSetting} names", fault);
        }
    }

    /// <summary>Compares the store with the newest checkpoint outside it.</summary>
    /// <returns>What is lost, where the store is older; else null.</returns>
    public async Task<Rollback?> FindAsync(CancellationToken cancel)
    {
        var state = await store.ReadAsync(long.MaxValue, cancel);
        var own = state.Checkpoint;
        var outside = archive.Last();
        var why = outside is var (text, seen) ? Why(state, text, seen) : null;
        why ??= own is not null && state.Size < own.Size
            ? string.Create(CultureInfo.InvariantCulture,
                $"The access log ends at entry {state.Size}, but its own checkpoint {own.Number} covers {own.Size}.")
            : null;
        if (why is null)
        {
            return null;
        }

        var (number, size, root) = outside is var (_, last) && last.Number >= (own?.Number ?? 0)
            ? (last.Number, last.Size, last.Root) : (own?.Number ?? 0, own?.Size ?? 0, Root(own));
        return new(why, number, size, root, state.Size, Math.Max(outside?.Checkpoint.Epoch ?? 0, own?.Epoch ?? 0) + 1);
    }

    /// <summary>Appends the signed statement of an accepted loss.</summary>
    public async Task StateLossAsync(Rollback rollback, CancellationToken cancel)
    {
        archive.Check();
        await statements.WriteAsync(
            StatementKind.Lost, tenant: null,
            [
                ("archived", FormattableString.Invariant($"{rollback.Number} {rollback.Size} {rollback.Root}")),
                ("restored", FormattableString.Invariant($"{rollback.Restored}")),
                    ("epoch", FormattableString.Invariant($"{rollback.Epoch}")),
            ],
            cancel);
    }

    /// <summary>Makes another key, which does not sign yet.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> CreateKeyAsync(CancellationToken cancel)
    {
        keys.Current((await store.ReadAsync(long.MaxValue, cancel)).Key); // Refuses the folder of another log.
        return keys.Create().Id;
    }

    /// <summary>Appends the statement from which on another key signs; both sign it.</summary>
    public Task StateKeyAsync(string key, CancellationToken cancel) =>
        statements.WriteAsync(StatementKind.NewKey, tenant: null, [("new", key)], keys.Find(key), cancel);

    /// <summary>Makes a checkpoint: the first of another epoch, after a loss.</summary>
    public Task MakeCheckpointAsync(Rollback? loss, CancellationToken cancel) =>
        checkpoints.MakeAsync(loss is null ? null : new(loss.Epoch, loss.Number), cancel);

    private string? Why(ProofState state, SignedText text, CheckpointText seen)
    {
        var own = state.Checkpoint;
        return seen.Instance != state.Instance
            ? $"The checkpoint archive {archive.Name} belongs to another access log ({seen.Instance}) than the database ({state.Instance})."
            : seen.Number > (own?.Number ?? 0)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The database is older than its checkpoint archive {archive.Name}: it knows checkpoint {own?.Number ?? 0} "
                    + $"of {state.Size} entries, the archive {seen.Number} of {seen.Size}.")
            : seen.Number == own!.Number && SignedText.Read(own.Text)?.Body != text.Body
            ? string.Create(CultureInfo.InvariantCulture,
                $"Checkpoint {own.Number} of the database is not the one in its checkpoint archive {archive.Name}.")
            : seen.Size > state.Size
            ? string.Create(CultureInfo.InvariantCulture,
                $"The access log ends at entry {state.Size}, but its checkpoint archive {archive.Name} covers {seen.Size}.")
            : null;
    }

    private static string Root(CheckpointRow? row) => CheckpointText.Read(row?.Text)?.Content.Root ?? "-";
}

/// <summary>What a store that is older than its archive has lost.</summary>
/// <param name="Why">What was found, in one sentence.</param>
/// <param name="Number">The number of the newest known checkpoint.</param>
/// <param name="Size">How many entries it covers.</param>
/// <param name="Root">Its root, base64.</param>
/// <param name="Restored">How many entries the store has.</param>
/// <param name="Epoch">The epoch that begins once the loss is accepted.</param>
internal sealed record Rollback(string Why, long Number, long Size, string Root, long Restored, int Epoch);
