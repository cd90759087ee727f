using Enterprise.Application.AccessLog.Integrity;
using Enterprise.Infrastructure.AccessLog;
using Enterprise.Testing;
using Enterprise.VerifiableLog.Verification.Exports;

namespace Enterprise.Infrastructure.Tests.AccessLog.Exports;

/// <summary>
/// What the application's own verification says of an export, in a form that can be compared with audit_verify.py, which shares no code
/// with it: both must find the same kinds of faults at the same entries.
/// </summary>
internal static class Verdicts
{
    public static Verdict Of(byte[] export) => ExportRun.Verify(new MemoryStream(export), AccessSchema.Schema) is not { } faults
        ? Verdict.Unreadable
        : Of(faults.Select(AccessLogVerifier.Of).Select(fault => (fault.Kind, fault.Tenant is null ? null : fault.Sequence)));

    /// <summary>The verdict of audit_verify.py in the application's words, which has fewer of them.</summary>
    public static Verdict Translate(Verdict python) => python.IsReadable
        ? Of(python.Faults.Select(fault => (Translate(fault.Kind), fault.Kind == "root" ? null : fault.Sequence)))
        : Verdict.Unreadable;

    public static LogFaultKind Translate(string kind) => kind switch
    {
        "header" or "line" => LogFaultKind.Unreadable,
        "gap" or "missing" or "anchor" => LogFaultKind.Missing,
        "moved" => LogFaultKind.Moved,
        "duplicate" => LogFaultKind.Duplicate,
        "tenant" => LogFaultKind.WrongTenant,
        "head" or "root" => LogFaultKind.CheckpointMismatch,
        "truncated" => LogFaultKind.CutTail,
        "key" => LogFaultKind.UnknownKey,
        "signature" => LogFaultKind.BadSignature,
        "edited" or "epoch" or "count" or "checkpoint" or "statement" => LogFaultKind.Edited,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The application has no word for it."),
    };

    private static Verdict Of(IEnumerable<(LogFaultKind Kind, long? Sequence)> faults) =>
        new(true, [.. faults.Select(fault => (fault.Kind.ToString(), fault.Sequence)).Distinct().Order()]);
}
