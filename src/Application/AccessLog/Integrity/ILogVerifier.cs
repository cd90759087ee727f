using Enterprise.Domain.Tenancy;

namespace Enterprise.Application.AccessLog.Integrity;

/// <summary>
/// Verifies the log: recomputes chains, commitments to personal parts and checkpoint roots, and checks statements and the checkpoint
/// archive.
/// </summary>
public interface ILogVerifier
{
    /// <summary>Verifies. It never ends at a fault: it lists all, and goes on.</summary>
    /// <param name="tenant">Whose entries; null for everybody's. Checkpoints are verified either way.</param>
    /// <param name="range">
    /// Which of a tenant's entries; null for all. A range is verified from the seal before its first entry to the checkpoint that covers
    /// its last, and proves no more than that: not what lies outside it, not other checkpoints, and not that nothing stands in the tables
    /// that no chain knows.
    /// </param>
    /// <returns>Steps as the work goes on; the last one holds the result.</returns>
    /// <exception cref="AccessLogUnavailableException">The log could not be opened.</exception>
    IAsyncEnumerable<VerificationStep> VerifyAsync(TenantId? tenant, EntryRange? range, CancellationToken cancel);
}

/// <summary>Entries of one tenant's chain by their numbers.</summary>
/// <param name="First">The number of the first, from 1.</param>
/// <param name="Last">The number of the last; it may lie behind the end.</param>
public sealed record EntryRange(long First, long Last);

/// <summary>How far a verification is.</summary>
/// <param name="Done">How many seals are behind it; of a range, those of the range alone.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Faults">What was found since the step before.</param>
/// <param name="Result">The result, in the last step only.</param>
public sealed record VerificationStep(long Done, long Total, IReadOnlyList<LogFault> Faults, Verification? Result);

/// <summary>What a verification found.</summary>
/// <param name="Entries">Number of verified entries.</param>
/// <param name="First">The number of the first of them in its chain; 0 where all tenants were verified or there was none.</param>
/// <param name="Last">The number of the last, likewise.</param>
/// <param name="Erased">How many of them have no personal part any more.</param>
/// <param name="Checkpoints">How many checkpoints were found; of a range, 1 where one covers it.</param>
/// <param name="Rebuilt">How many of their roots could be recomputed: of those before a pruned prefix only signature and link can be
/// verified.</param>
/// <param name="Archived">How many records of the checkpoint archive were compared.</param>
/// <param name="Faults">How many faults were found.</param>
public sealed record Verification(long Entries, long First, long Last, long Erased, long Checkpoints, long Rebuilt, long Archived,
    long Faults);

/// <summary>One fault.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Tenant">Whose chain: empty for unauthenticated callers', null where it concerns no chain.</param>
/// <param name="Sequence">The number of the entry, or of the checkpoint or statement where <paramref name="Tenant"/> is null; null where it
/// cannot be told.</param>
/// <param name="Text">What was found, in one sentence.</param>
public sealed record LogFault(LogFaultKind Kind, string? Tenant, long? Sequence, string Text);

/// <summary>The kinds of faults.</summary>
public enum LogFaultKind
{
    /// <summary>Something was changed after it was sealed or signed.</summary>
    Edited,

    /// <summary>Something is gone that no statement vouches for.</summary>
    Missing,

    /// <summary>Something is there twice.</summary>
    Duplicate,

    /// <summary>An entry stands at another's place.</summary>
    Moved,

    /// <summary>An entry stands in another tenant's chain.</summary>
    WrongTenant,

    /// <summary>Something is there that is in no chain.</summary>
    Unsealed,

    /// <summary>
    /// The chains, or the statements, are not those that a checkpoint was made over; or the checkpoint archive has another checkpoint.
    /// </summary>
    CheckpointMismatch,

    /// <summary>A signature is not good.</summary>
    BadSignature,

    /// <summary>A signature is of a key that is not known or not vouched for.</summary>
    UnknownKey,

    /// <summary>The end of the log is gone: a checkpoint covers more.</summary>
    CutTail,

    /// <summary>An old checkpoint or statement stands at another's place.</summary>
    Replayed,

    /// <summary>Something cannot be read.</summary>
    Unreadable,
}
