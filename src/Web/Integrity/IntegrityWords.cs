using Enterprise.Application.AccessLog;
using Enterprise.Web.Shared;

namespace Enterprise.Web.Integrity;

/// <summary>Says the state of the chain in one line.</summary>
internal static class IntegrityWords
{
    public static string State(ShowIntegrity.Result integrity) => integrity.Last switch
    {
        null => "Not verified since this service started",
        { Result.Faults: 0 } last when integrity.IsOfPart => $"Chain intact, last verified {At(last)}",
        { Result: not null } last when integrity.IsOfPart => $"Faults found, last verified {At(last)}: an auditor of the whole tenant is told which",
        { Result: null } => "The last verification could not be finished: the log could not be read, or the run could not be recorded",
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

    private static string At(FinishedVerification last) => $"{Words.DayAndTime(last.At)} UTC";
}
