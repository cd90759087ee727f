namespace Enterprise.Application.AccessLog.Retention;

/// <summary>
/// What pruning removes of one chain: the entries from the first on that are older than its retention, up to the first younger one.
/// </summary>
/// <param name="Scope">The chain.</param>
/// <param name="Days">Its retention in days.</param>
/// <param name="Before">Entries before this moment go.</param>
/// <param name="Last">The number of the last entry that goes; 0 where none does.</param>
/// <param name="Entries">How many entries go.</param>
/// <param name="IsHeld">Whether a legal hold forbids it.</param>
public sealed record PrunePlan(LogScope Scope, int Days, DateTimeOffset Before, long Last, long Entries, bool IsHeld);

/// <summary>What erasing one person removes. It never says who.</summary>
/// <param name="Ids">How many user ids are this person's.</param>
/// <param name="Names">How many names they had.</param>
/// <param name="Entries">How many entries lose their personal part.</param>
/// <param name="Details">How many filters mention the person and are removed.</param>
/// <param name="IsHeld">Whether a legal hold forbids it.</param>
/// <param name="IsReasonNaming">Whether the reason names the person, which forbids it too.</param>
public sealed record ErasePlan(LogScope Scope, int Ids, int Names, long Entries, long Details, bool IsHeld, bool IsReasonNaming);

/// <summary>What erasing came to.</summary>
/// <param name="Entries">How many entries lost their personal part.</param>
/// <param name="Details">How many filters were removed.</param>
/// <param name="IsRebuilt">Whether the store had to be rebuilt, because copies were left in its free space.</param>
/// <param name="Traces">How often what was erased is still found in the store's files; 0 is what is wanted, null where they cannot be
/// looked at.</param>
/// <param name="Rest">What else still holds it, in words; null where nothing is known to.</param>
public sealed record Erased(long Entries, long Details, bool IsRebuilt, long? Traces, string? Rest);

/// <summary>What pseudonymising does to one chain.</summary>
/// <param name="Scope">The chain.</param>
/// <param name="Before">Entries before this moment are concerned.</param>
/// <param name="Entries">How many entries lose their personal part.</param>
/// <param name="IsHeld">Whether a legal hold forbids it.</param>
public sealed record PseudonymPlan(LogScope Scope, DateTimeOffset Before, long Entries, bool IsHeld);

/// <summary>How the log stands.</summary>
/// <param name="Store">Where it is, for an operator.</param>
/// <param name="Bytes">How large it is.</param>
/// <param name="Capacity">How full what holds it is, in words.</param>
/// <param name="Chains">The chains.</param>
/// <param name="Checkpoint">The number of the last checkpoint, 0 without one.</param>
/// <param name="CheckpointAt">Its time.</param>
/// <param name="Statements">How many signed statements there are.</param>
public sealed record LogStatus(
    string Store, long Bytes, string Capacity, IReadOnlyList<ChainStatus> Chains, long Checkpoint, DateTimeOffset? CheckpointAt,
    long Statements);

/// <summary>How one chain stands.</summary>
/// <param name="Scope">The chain.</param>
/// <param name="First">The number of its first entry that is still there.</param>
/// <param name="Last">The number of its last entry.</param>
/// <param name="Days">Its retention in days.</param>
/// <param name="IsHeld">Whether it is under legal hold.</param>
public sealed record ChainStatus(LogScope Scope, long First, long Last, int Days, bool IsHeld);
