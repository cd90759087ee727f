using Enterprise.Application.AccessLog;
using Enterprise.Web.Shared;

namespace Enterprise.Web.Integrity;

/// <summary>The state of the chain in one line.</summary>
internal static class IntegrityWords
{
    public static string State(ShowIntegrity.Result integrity) => integrity.Last switch
    {
        null => "Not verified since the service started",
        { Result.Faults: 0, Range: not null } last when integrity.IsOfPart => $"A range of the chain is intact, last verified {At(last)}",
        { Result.Faults: 0 } last when integrity.IsOfPart => $"Chain intact, last verified {At(last)}",
        { Result: not null } last when integrity.IsOfPart =>
        $"Faults found, last verified {At(last)}. Only auditors of the whole tenant can see the details",
        { Result: null } => "The last verification did not finish. Try again. If this persists, contact the operator",
        { Range: not null, Result: { Faults: 0, Entries: 0 } } last => $"No entries in this range, last verified {At(last)}",
        { Range: not null, Result: { Faults: 0 } result } last =>
        $"Range intact: {Words.Count(result.First)} – {Words.Count(result.Last)}, last verified {At(last)}",
        { Result: { Faults: 0, Entries: 0 } } last => $"No entries yet, last verified {At(last)}",
        { Result: { Faults: 0 } result } last =>
        $"Chain intact: {Words.Count(result.First)} – {Words.Count(result.Last)}, last verified {At(last)}",
        { Result: var result } last =>
        $"{Words.Count(result.Faults)} {(result.Faults == 1 ? "fault" : "faults")} found, last verified {At(last)}",
    };

    public static string Kind(LogFaultKind kind) => kind switch
    {
        LogFaultKind.Edited => "Edited",
        LogFaultKind.Missing => "Missing",
        LogFaultKind.Duplicate => "Duplicate",
        LogFaultKind.Moved => "Moved",
        LogFaultKind.WrongTenant => "Wrong tenant",
        LogFaultKind.Unsealed => "Not sealed",
        LogFaultKind.CheckpointMismatch => "Checkpoint mismatch",
        LogFaultKind.BadSignature => "Bad signature",
        LogFaultKind.UnknownKey => "Unknown key",
        LogFaultKind.CutTail => "Newest entries removed",
        LogFaultKind.Replayed => "Old record replayed",
        _ => "Unreadable",
    };

    /// <summary>What the verification of a range is based on.</summary>
    public static string Bearing(Verification result) => result switch
    {
        { Entries: 0 } => "No entries in this range: they were pruned or are not written yet",
        { Rebuilt: > 0 } => $"Entries {Words.Count(result.First)} to {Words.Count(result.Last)}, which ends at the checkpoint that "
        + "covers it; its signed root was recomputed",
        { Checkpoints: > 0 } =>
        "Hash chain only: the root of the covering checkpoint cannot be recomputed because other chains were pruned since. Verify the "
        + "whole log",
        _ => "Hash chain only: no checkpoint covers its end yet",
    };

    private static string At(FinishedVerification last) => $"{Words.DayAndTime(last.At)} UTC";
}
