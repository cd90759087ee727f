using Enterprise.VerifiableLog.Checkpoints;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Search;

namespace Enterprise.VerifiableLog.Exports;

/// <summary>What an export says about itself, known when all its lines are written.</summary>
/// <param name="Instance">Which log.</param>
/// <param name="Request">What was ordered.</param>
/// <param name="At">When it was begun.</param>
/// <param name="Entries">How many entries it holds.</param>
/// <param name="Anchor">The place in the chain before its first line.</param>
/// <param name="Proof">The proof of the chain's end, or null where there is none yet.</param>
/// <param name="First">The time of the first entry that it holds, or null.</param>
/// <param name="Last">The time of the last.</param>
internal sealed record ExportFacts(
    Guid Instance, ExportRequest Request, DateTimeOffset At, long Entries, ChainPlace Anchor, ChainProof? Proof, DateTimeOffset? First,
        DateTimeOffset? Last)
{
    /// <summary>The number of the checkpoint, or null.</summary>
    public long? Checkpoint => CheckpointText.Read(Proof?.Checkpoint)?.Content.Number;
}


/// <summary>What is exported.</summary>
/// <param name="Query">The chain, and which of its entries.</param>
/// <param name="Division">The value of the field that divides the chain, where only entries with it are exported; else null.</param>
/// <param name="Filter">The query as a text for people; empty for all.</param>
/// <param name="By">Who exports.</param>
internal sealed record ExportRequest(LogQuery Query, string? Division, string Filter, string By);
