using Enterprise.Application.AccessLog;
using Enterprise.Web.Shared;

namespace Enterprise.Web.Integrity;

/// <summary>Says the state of the chain in one line.</summary>
internal static class IntegrityWords
{
    public static string State(ShowIntegrity.Result integrity) => integrity.Last switch
    {
        null => "Not verified since this service started",
        { Result.Faults: 0, Range: not null } last when integrity.IsOfPart => $"A range of the chain is intact, last verified {At(last)}",
        { Result.Faults: 0 } last when integrity.IsOfPart => $"Chain intact, last verified {At(last)}",
        { Result: not null } last when integrity.IsOfPart => $"Faults found, last verified {At(last)}: an auditor of the whole tenant is told which",
        { Result: null } => "The last verification failed. Verify again; if it fails again, tell the operator",
        { Range: not null, Result: { Faults: 0, Entries: 0 } } last => $"No entries in this range, last verified {At(last)}",
        { Range: not null, Result: { Faults: 0 } result } last => $"Range intact: {Words.Count(result.First)} – {Words.Count(result.Last)}, last verified {At(last)}",
        { Result: { Faults: 0, Entries: 0 } } last => $"No entries yet, last verified {At(last)}",
        { Result: { Faults: 0 } result } last => $"Chain intact: {Words.Count(result.First)} – {Words.Count(result.Last)}, last verified {At(last)}",
        { Result: var result } last => $"{Words.Count(result.Faults)} {(result.Faults == 1 ? "fault" : "faults")} found, last verified {At(last)}",
    };

    public static string Kind(LogFaultKind kind) => kind switch
    {
        LogFaultKind.Edited => "Edited",
        LogFaultKind.Missing => "Missing",
        LogFaultKind.Duplicate => "Duplicate",
        LogFaultKind.Moved => "Moved",
        LogFaultKind.WrongTenant => "Wrong tenant",
        LogFaultKind.Unsealed => "Not sealed",
        LogFaultKind.CheckpointMismatch => "Checkpoint differs",
        LogFaultKind.BadSignature => "Bad signature",
        LogFaultKind.UnknownKey => "Unknown key",
        LogFaultKind.CutTail => "End cut off",
        LogFaultKind.Replayed => "Old text replayed",
        _ => "Not readable",
    };

    /// <summary>What a verified range stands on.</summary>
    public static string Bearing(Verification result) => result switch
    {
        { Entries: 0 } => "No entry of it is there: it was pruned, or is not written yet",
        { Rebuilt: > 0 } => $"Entries {Words.Count(result.First)} to {Words.Count(result.Last)}, which ends at the checkpoint that covers it: its signed root was reckoned again",
        { Checkpoints: > 0 } => "Its chain alone: the root of the checkpoint that covers it cannot be reckoned again, because other chains were pruned since. Verify the whole log",
        _ => "Its chain alone: no checkpoint covers its end yet",
    };

    private static string At(FinishedVerification last) => $"{Words.DayAndTime(last.At)} UTC";
}
