using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Reading;
using Enterprise.Application.AccessLog.Recording;
using Enterprise.Application.AccessLog.Retention;
using Enterprise.Domain.AccessLog;
using Enterprise.Web.Resources;

namespace Enterprise.Web.AccessLog;

/// <summary>The codes of the log in words.</summary>
internal static class Reasons
{
    /// <summary>The reasons that the form suggests; it accepts others too.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        RefusalRecorder.RoleMissing, "not_found", "platform_right_missing", "platform_token_refused", "platform_busy", "platform_slow",
        "platform_down", "platform_invalid_response",
        AccessLogSlowException.Code, RefusalRecorder.TooManyRequests, RunVerification.FaultsFound, "client_gone", "unexpected",
    ];

    private static readonly TextsOf<string> Texts = new(AccessLogTexts.ResourceManager, "Reason", Known);

    private static readonly TextsOf<string> Remarks = new(AccessLogTexts.ResourceManager, "Remark", [AccessRemark.TokenSeenElsewhere]);

    private static readonly TextsOf<AccessAction> Actions = TextsOf.Enum<AccessAction>(AccessLogTexts.ResourceManager, "Action");

    private static readonly TextsOf<AccessOutcome> Outcomes = TextsOf.Enum<AccessOutcome>(AccessLogTexts.ResourceManager, "Outcome");

    /// <summary>Why an entry was not granted.</summary>
    public static string Of(SearchAccessLog.Row row) =>
        row.Reason == RefusalRecorder.RoleMissing ? AccessLogTexts.MissingRole.Fill(row.Detail) : Of(row.Reason) ?? AccessLogTexts.NoReason;

    /// <summary>A reason in words; an unknown code is returned as it is.</summary>
    public static string? Of(string? code) => code is null ? null : Texts[code];

    /// <summary>What was unusual about an access.</summary>
    public static string? Remark(string? code) => code is null ? null : Remarks[code];

    /// <summary>The actions as the form offers them.</summary>
    public static string Of(AccessAction action) => Actions[action];

    public static string Of(AccessOutcome outcome) => Outcomes[outcome];
}
