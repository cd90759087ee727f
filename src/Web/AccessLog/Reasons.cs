using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Retention;
using Enterprise.Domain.AccessLog;

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

    /// <summary>Why an entry was not granted.</summary>
    public static string Of(SearchAccessLog.Row row) => row.Reason == RefusalRecorder.RoleMissing
        ? $"missing role \"{row.Detail}\"" : Of(row.Reason) ?? "no reason given";

    public static string? Of(string? code) => code switch
    {
        RefusalRecorder.RoleMissing => "missing role",
        "not_found" => "not found, or not visible to this user",
        "platform_right_missing" => "no permission to read assets on the platform",
        "platform_token_refused" => "the platform rejected the token",
        "platform_busy" => "the platform was busy",
        "platform_slow" => "the platform did not respond in time",
        "platform_down" => "the platform was unavailable",
        "platform_invalid_response" => "the platform sent an invalid response",
        AccessLogSlowException.Code => "the search in the access log timed out",
        RefusalRecorder.TooManyRequests => "too many requests in one second",
        RunVerification.FaultsFound => "faults found",
        "client_gone" => "the client disconnected before the response",
        "unexpected" => "an error in the application",
        _ => code,
    };

    /// <summary>What was unusual about an access.</summary>
    public static string? Remark(string? code) => code switch
    {
        AccessRemark.TokenSeenElsewhere => "the same token was used from another IP address before",
        _ => code,
    };

    /// <summary>The actions as the form offers them.</summary>
    public static string Of(AccessAction action) => action switch
    {
        AccessAction.OpenPage => "Opened a page",
        AccessAction.ListAssets => "Listed assets",
        AccessAction.ViewAsset => "Viewed an asset",
        AccessAction.ReadAccessLog => "Read the access log",
        AccessAction.ExportAccessLog => "Exported the access log",
        AccessAction.VerifyAccessLog => "Verified the access log",
        AccessAction.EraseUser => "Erased a user",
        AccessAction.PseudonymiseUsers => "Pseudonymised users",
        AccessAction.PruneAccessLog => "Removed old entries",
        AccessAction.HoldAccessLog => "Placed a legal hold",
        AccessAction.ReleaseAccessLog => "Released a legal hold",
        AccessAction.AcceptRollback => "Accepted lost entries",
        AccessAction.ChangeKey => "Rotated the signing key",
        _ => action.ToString(),
    };
}
