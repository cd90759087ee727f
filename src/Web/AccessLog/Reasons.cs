using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog;

namespace Enterprise.Web.AccessLog;

/// <summary>The codes of the log in words.</summary>
internal static class Reasons
{
    /// <summary>What the form offers; others can be typed into the address.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        "role_missing", "not_found", "platform_right_missing", "platform_token_refused", "platform_busy", "platform_slow", "platform_down", "platform_nonsense", AccessLogSlowException.Code,
        HurryLog.Reason, "client_gone", "unexpected",
    ];

    /// <summary>Why an entry was not granted.</summary>
    public static string Of(SearchAccessLog.Row row) => row.Reason == "role_missing" ? $"role {row.Detail} missing" : Of(row.Reason) ?? "no reason stated";

    public static string? Of(string? code) => code switch
    {
        "role_missing" => "a role is missing",
        "not_found" => "there is none that this user may see",
        "platform_right_missing" => "the platform does not let this user read assets",
        "platform_token_refused" => "the platform did not accept the sign-in",
        "platform_busy" => "the platform had too many requests",
        "platform_slow" => "the platform was too slow",
        "platform_down" => "the platform did not answer",
        "platform_nonsense" => "the platform's answer was no list of assets",
        AccessLogSlowException.Code => "reading the access log took too long",
        HurryLog.Reason => "more requests than one user may make",
        "client_gone" => "the client left before there was an answer",
        "unexpected" => "this application made a mistake",
        _ => code,
    };

    /// <summary>What was remarkable.</summary>
    public static string? Remark(string? code) => code switch
    {
        AccessRemark.TokenSeenElsewhere => "the same sign-in was used from another address before",
        _ => code,
    };

    /// <summary>The actions as the form offers them.</summary>
    public static string Of(AccessAction action) => action switch
    {
        AccessAction.OpenPage => "Refused at the door",
        AccessAction.ListAssets => "Listed assets",
        AccessAction.ViewAsset => "Viewed an asset",
        AccessAction.ReadAccessLog => "Read the access log",
        AccessAction.ExportAccessLog => "Exported the access log",
        AccessAction.VerifyAccessLog => "Verified the access log",
        AccessAction.EraseUser => "Erased a person",
        AccessAction.PseudonymiseUsers => "Pseudonymised persons",
        AccessAction.PruneAccessLog => "Removed old entries",
        AccessAction.HoldAccessLog => "Legal hold",
        AccessAction.ReleaseAccessLog => "End of a legal hold",
        AccessAction.AcceptRollback => "Accepted lost entries",
        AccessAction.ChangeKey => "Changed the signing key",
        _ => action.ToString(),
    };
}
