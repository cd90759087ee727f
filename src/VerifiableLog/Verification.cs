namespace Enterprise.VerifiableLog;

/// <summary>Entries of one chain by their numbers.</summary>
/// <param name="First">The number of the first, from 1.</param>
/// <param name="Last">The number of the last; it may be after the end.</param>
public sealed record LogRange(long First, long Last);

/// <summary>How far a verification is.</summary>
/// <param name="Done">How many seals were verified; of a range, those of the range alone.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Faults">What was found since the step before.</param>
/// <param name="Result">The result, in the last step only.</param>
public sealed record VerificationProgress(long Done, long Total, IReadOnlyList<VerificationFault> Faults, VerificationResult? Result);

/// <summary>What a verification found.</summary>
/// <param name="Entries">Number of verified entries.</param>
/// <param name="First">The number of the first of them in its chain; 0 where all chains were verified or there was none.</param>
/// <param name="Last">The number of the last, likewise.</param>
/// <param name="Erased">How many of them have lost a personal part.</param>
/// <param name="Checkpoints">How many checkpoints were found; of a range, 1 where one covers it.</param>
/// <param name="Rebuilt">How many of their roots could be recomputed: of those before a pruned prefix only signature and link can be
/// verified.</param>
/// <param name="Archived">How many records of the checkpoint archive were compared.</param>
/// <param name="Faults">How many faults were found.</param>
public sealed record VerificationResult(
    long Entries, long First, long Last, long Erased, long Checkpoints, long Rebuilt, long Archived, long Faults);

/// <summary>One fault.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Chain">Which chain; null where it concerns none.</param>
/// <param name="Number">The number of the entry, or of the checkpoint or statement where <paramref name="Chain"/> is null; null where it is
/// not known.</param>
/// <param name="Text">What was found, in one sentence.</param>
public sealed record VerificationFault(VerificationFaultKind Kind, string? Chain, long? Number, string Text);

/// <summary>The kinds of faults.</summary>
public enum VerificationFaultKind
{
    /// <summary>Something was changed after it was sealed or signed.</summary>
    Edited,

    /// <summary>Something is gone that no statement vouches for.</summary>
    Missing,

    /// <summary>Something is there twice.</summary>
    Duplicate,

    /// <summary>An entry is at the place of another.</summary>
    Moved,

    /// <summary>An entry is in another chain than the one it names.</summary>
    WrongChain,

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

    /// <summary>An old checkpoint or statement is at the place of another.</summary>
    Replayed,

    /// <summary>Something cannot be read.</summary>
    Unreadable,
}
