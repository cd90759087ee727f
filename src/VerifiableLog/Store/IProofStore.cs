using Enterprise.VerifiableLog.Integrity;

namespace Enterprise.VerifiableLog.Store;

/// <summary>What checkpoints and statements need of a store. All reading of one call is of one moment.</summary>
internal interface IProofStore
{
    /// <summary>Whether this node seals, and so makes checkpoints; other nodes only read them.</summary>
    bool IsSealing { get; }

    /// <summary>The kinds of exceptions that its database throws.</summary>
    bool IsFault(Exception exception);

    /// <summary>Reads where the log stands.</summary>
    /// <param name="after">The chains' ends that changed after this seal; 0 for all.</param>
    /// <param name="cancel">Ends the reading.</param>
    Task<ProofState> ReadAsync(long after, CancellationToken cancel);

    /// <summary>Reads the ordinal of the last seal.</summary>
    Task<long> SizeAsync(CancellationToken cancel);

    /// <summary>Reads the ends of all chains as they were at a size.</summary>
    Task<IReadOnlyList<SealRow>> HeadsAsync(long size, CancellationToken cancel);

    /// <summary>Adds a checkpoint.</summary>
    /// <returns>False where its number is taken: another node was first.</returns>
    Task<bool> TryAddAsync(CheckpointRow checkpoint, CancellationToken cancel);

    /// <summary>Adds a statement.</summary>
    /// <returns>False where its number is taken: another node was first.</returns>
    Task<bool> TryAddAsync(StatementRow statement, CancellationToken cancel);

    /// <summary>Reads all statements, oldest first.</summary>
    Task<IReadOnlyList<StatementRow>> StatementsAsync(CancellationToken cancel);
}

/// <summary>Where the log stands at one moment.</summary>
/// <param name="Instance">Which log.</param>
/// <param name="Size">The ordinal of the last seal.</param>
/// <param name="Heads">The ends of the chains that changed.</param>
/// <param name="Checkpoint">The last checkpoint, or null.</param>
/// <param name="Statement">The last statement, or null.</param>
/// <param name="NewKey">The last statement of a new key, or null.</param>
internal sealed record ProofState(
    Guid Instance, long Size, IReadOnlyList<(string Tenant, long Sequence, byte[] Hash)> Heads, CheckpointRow? Checkpoint,
        StatementRow? Statement, StatementRow? NewKey)
{
    /// <summary>The id of the key that signs now; null before anything was signed.</summary>
    public string? Key => NewKey is not null && StatementText.Read(NewKey.Text) is { } statement
        ? statement.Content["new"] : SignedText.Read(Checkpoint?.Text ?? Statement?.Text)?.Signatures[0].Key;

    /// <summary>The hash of the last statement.</summary>
    public string StatementHash => SignedText.Read(Statement?.Text)?.Hash ?? SignedText.None;

    /// <summary>The hash of the last checkpoint.</summary>
    public string CheckpointHash => SignedText.Read(Checkpoint?.Text)?.Hash ?? SignedText.None;
}
