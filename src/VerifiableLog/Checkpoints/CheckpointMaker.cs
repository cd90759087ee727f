using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Store;
using Microsoft.Extensions.Logging;

namespace Enterprise.VerifiableLog.Checkpoints;

/// <summary>
/// Makes checkpoints: reads which chains have grown, computes the root, signs, stores, and hands the text to the checkpoint archive and the
/// service's log.
/// </summary>
internal sealed partial class CheckpointMaker(IProofStore store, LogKeys keys, CheckpointArchive archive, TimeProvider clock,
    ILogger<CheckpointMaker> logger)
    : IChainProofs, IDisposable
{
    private const int Attempts = 20;

    private readonly SemaphoreSlim _turn = new(1);
    private HeadTree? _tree;
    private long _known;

    /// <summary>The latest checkpoint that is known; null before there is one.</summary>
    public CheckpointText? Latest { get; private set; }

    /// <summary>Whether the last checkpoint that this node made is in the checkpoint archive.</summary>
    public bool IsArchived { get; private set; } = true;

    /// <summary>Makes a checkpoint.</summary>
    /// <param name="epoch">The epoch that begins, or null to go on in the same.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <exception cref="LogException">The log could not be read or written.</exception>
    public async Task<CheckpointText> MakeAsync(NewEpoch? epoch, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                if (await TryMakeAsync(epoch, cancel) is { } made)
                {
                    return made;
                }
            }
        }
        catch (Exception fault) when (store.IsFault(fault))
        {
            throw new LogException(LogFailure.Unavailable, "A checkpoint could not be stored.", fault);
        }
        finally
        {
            _turn.Release();
        }

        throw new LogException(LogFailure.Unavailable, $"{Attempts} times another node's checkpoint was first.");
    }

    /// <summary>Learns the latest checkpoint, where another node makes them.</summary>
    public async Task LookAsync(CancellationToken cancel)
    {
        if (CheckpointText.Read((await store.ReadAsync(long.MaxValue, cancel)).Checkpoint?.Text) is { } found)
        {
            Latest = found.Content;
        }
    }

    public async Task<ChainProof?> ProveAsync(string chain, CancellationToken cancel)
    {
        if (store.IsSealing)
        {
            await MakeAsync(epoch: null, cancel);
        }

        try
        {
            var state = await store.ReadAsync(long.MaxValue, cancel);
            if (state.Checkpoint is not { } row)
            {
                return null;
            }

            var heads = await store.HeadsAsync(row.Size, cancel);
            var tree = new HeadTree(keys.Secret());
            foreach (var head in heads)
            {
                tree.Set(head.Tenant, head.Sequence, head.Hash);
            }

            return heads.FirstOrDefault(head => head.Tenant == chain) is { } own && tree.PathOf(chain) is { } place
                ? await RenewAsync(new(
                    row.Text, new Dictionary<string, string>(StringComparer.Ordinal), Convert.ToHexStringLower(tree.SecretOf(chain)),
                        own.Sequence, own.Epoch, Convert.ToHexStringLower(own.Hash), place.Index, tree.Count,
                    [.. place.Path.Select(Convert.ToHexStringLower)], []), chain, cancel)
                : null;
        }
        catch (Exception fault) when (store.IsFault(fault))
        {
            throw new LogException(LogFailure.Unavailable, "The access log could not be read.", fault);
        }
    }

    public async Task<ChainProof> RenewAsync(ChainProof proof, string chain, CancellationToken cancel)
    {
        try
        {
            var statements = await store.StatementsAsync(cancel);
            using var known = keys.Public(); // In this order: a key is made before anything is signed with it.
            return proof with { PublicKeys = known.Pem,
                Statements = [.. statements.Where(statement => statement.Tenant is null || statement.Tenant == chain)
                .Select(statement => statement.Text)] };
        }
        catch (Exception fault) when (store.IsFault(fault))
        {
            throw new LogException(LogFailure.Unavailable, "The access log could not be read.", fault);
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<CheckpointText?> TryMakeAsync(NewEpoch? epoch, CancellationToken cancel)
    {
        var state = await store.ReadAsync(_known, cancel);
        if (_tree is null || state.Size < _known)
        {
            state = _known == 0 ? state : await store.ReadAsync(0, cancel);
            _tree = new(keys.Secret());
        }

        foreach (var (tenant, sequence, hash) in state.Heads)
        {
            _tree.Set(tenant, sequence, hash);
        }

        _known = state.Size;
        var before = CheckpointText.Read(state.Checkpoint?.Text)?.Content;
        var key = keys.Current(state.Key);
        var checkpoint = new CheckpointText
        {
            Instance = state.Instance, Size = state.Size, Root = Convert.ToBase64String(_tree.Root()), Epoch = epoch?.Epoch
                ?? state.Checkpoint?.Epoch ?? 1,
            Number = Math.Max(state.Checkpoint?.Number ?? 0, epoch?.After ?? 0) + 1, At = Microseconds.Whole(clock.GetUtcNow()),
            Previous = state.CheckpointHash, Statement = state.Statement?.Number ?? 0, StatementHash = state.StatementHash, Key = key.Id,
        };
        var body = checkpoint.ToBody();
        List<Signature> signatures = [key.Sign(body)];
        if (before is not null && before.Key != key.Id && keys.Find(before.Key) is { } old)
        {
            signatures.Add(old.Sign(body));
        }

        var text = new SignedText(body, signatures).ToString();
        var row = new CheckpointRow { Number = checkpoint.Number, Size = checkpoint.Size, Epoch = checkpoint.Epoch,
            At = Microseconds.Of(checkpoint.At), Text = text };
        return await store.TryAddAsync(row, cancel) ? Publish(checkpoint, text) : null;
    }

    private CheckpointText Publish(CheckpointText checkpoint, string text)
    {
        Latest = checkpoint;
        Made(logger, checkpoint.Number, checkpoint.Size, checkpoint.Root, checkpoint.Epoch);
        try
        {
            archive.Append(text);
            IsArchived = true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            IsArchived = false;
            NotArchived(logger, checkpoint.Number, archive.Name, fault);
        }

        return checkpoint;
    }

    [LoggerMessage(3003, LogLevel.Information, "Checkpoint {Number} of the access log: size {Size}, root {Root}, epoch {Epoch}")]
    private static partial void Made(ILogger logger, long number, long size, string root, int epoch);

    [LoggerMessage(3004, LogLevel.Error,
        "Checkpoint {Number} could not be added to the checkpoint archive {File}; until it can, a cut of the log may stay unseen")]
    private static partial void NotArchived(ILogger logger, long number, string file, Exception fault);
}
