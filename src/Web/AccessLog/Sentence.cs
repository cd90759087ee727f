using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog;
using Enterprise.Web.Shared;

namespace Enterprise.Web.AccessLog;

/// <summary>Says an entry in words: "viewed asset Pump 7", after the name of who did it.</summary>
internal static class Sentence
{
    public static string Of(SearchAccessLog.Row row) => row.Outcome switch
    {
        AccessOutcome.Granted => Done(row),
        AccessOutcome.Denied => $"was refused {Thing(row)}: {Why(row)}",
        _ => $"asked for {Thing(row)}, which failed: {Why(row)}",
    };

    private static string Done(SearchAccessLog.Row row) => row.Action switch
    {
        AccessAction.ListAssets => $"listed assets, {Words.Count(row.Items)} shown",
        AccessAction.ViewAsset => $"viewed asset {row.ResourceName ?? row.Resource}",
        AccessAction.ReadAccessLog => $"read the access log, {(row.Items == 1 ? "1 entry" : $"{Words.Count(row.Items)} entries")}",
        _ => $"opened {row.Resource}",
    };

    private static string Thing(SearchAccessLog.Row row) => row.Action switch
    {
        AccessAction.ListAssets => "the list of assets",
        AccessAction.ViewAsset => $"asset {row.ResourceName ?? row.Resource}",
        AccessAction.ReadAccessLog => "the access log",
        _ => $"page {row.Resource}",
    };

    private static string Why(SearchAccessLog.Row row) => row.Reason switch
    {
        "role_missing" => $"role {row.Detail} missing",
        "not_found" => "there is none that this user may see",
        "platform_right_missing" => "the platform does not let this user read assets",
        "platform_token_refused" => "the platform did not accept the sign-in",
        "platform_busy" => "the platform had too many requests",
        "platform_slow" => "the platform was too slow",
        "platform_down" => "the platform did not answer",
        "platform_nonsense" => "the platform's answer was no list of assets",
        var other => other ?? "no reason stated",
    };
}
