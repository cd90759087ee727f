using Enterprise.Application.AccessLog.Integrity;
using Enterprise.Web.Resources;
using Enterprise.Web.Shared;

namespace Enterprise.Web.Integrity;

/// <summary>The state of the chain in one line.</summary>
internal static class IntegrityWords
{
    private static readonly TextsOf<LogFaultKind> Kinds = TextsOf.Enum<LogFaultKind>(IntegrityTexts.ResourceManager, "Fault");

    public static string State(ShowIntegrity.Result integrity) => integrity.Last switch
    {
        null => IntegrityTexts.State_NotVerified,
        { Result.Faults: 0, Range: not null } last when integrity.IsOfPart => IntegrityTexts.State_RangeIntact_OfPart.Fill(At(last)),
        { Result.Faults: 0 } last when integrity.IsOfPart => IntegrityTexts.State_Intact_OfPart.Fill(At(last)),
        { Result: not null } last when integrity.IsOfPart => IntegrityTexts.State_Faults_OfPart.Fill(At(last)),
        { Result: null } => IntegrityTexts.State_NotFinished,
        { Range: not null, Result: { Faults: 0, Entries: 0 } } last => IntegrityTexts.State_RangeIntact_Empty.Fill(At(last)),
        { Range: not null, Result: { Faults: 0 } result } last =>
            IntegrityTexts.State_RangeIntact.Fill(Words.Count(result.First), Words.Count(result.Last), At(last)),
        { Result: { Faults: 0, Entries: 0 } } last => IntegrityTexts.State_Intact_Empty.Fill(At(last)),
        { Result: { Faults: 0 } result } last =>
            IntegrityTexts.State_Intact.Fill(Words.Count(result.First), Words.Count(result.Last), At(last)),
        { Result: var result } last =>
            Words.Count(result.Faults, IntegrityTexts.State_Faults_One, IntegrityTexts.State_Faults_Other, At(last)),
    };

    public static string Kind(LogFaultKind kind) => Kinds[kind];

    /// <summary>What the verification of a range is based on.</summary>
    public static string Bearing(Verification result) => result switch
    {
        { Entries: 0 } => IntegrityTexts.RangeProof_Empty,
        { Rebuilt: > 0 } => IntegrityTexts.RangeProof_Root.Fill(Words.Count(result.First), Words.Count(result.Last)),
        { Checkpoints: > 0 } => IntegrityTexts.RangeProof_ChainOnly,
        _ => IntegrityTexts.RangeProof_NoCheckpoint,
    };

    private static string At(FinishedVerification last) => $"{Words.DayAndTime(last.At)} UTC";
}
