using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Retention;
using Enterprise.Domain.AccessLog;
using Enterprise.Web.Shared;

namespace Enterprise.Web.AccessLog;

/// <summary>An entry in words, to follow the user's name: "viewed asset " "Pump 7".</summary>
/// <param name="Begin">The text before the asset; the whole sentence if there is no asset.</param>
/// <param name="Asset">The asset's name, or its id.</param>
/// <param name="End">The text after the asset.</param>
internal sealed record Sentence(string Begin, string? Asset, string End)
{
    public override string ToString() => Begin + Asset + End;

    public static Sentence Of(SearchAccessLog.Row row)
    {
        var (begin, end) = row.Outcome switch
        {
            AccessOutcome.Granted => (Done(row), string.Empty),
            AccessOutcome.Denied => ($"was denied {Thing(row)}", $": {Reasons.Of(row)}"),
            _ when row.Reason == RunVerification.FaultsFound => (Done(row), $": {Reasons.Of(row)}"),
            _ => ($"requested {Thing(row)}", $", which failed: {Reasons.Of(row)}"),
        };
        return row.Action == AccessAction.ViewAsset ? new(begin, row.ResourceName ?? row.Resource, end)
            : new(begin + end, null, string.Empty);
    }

    /// <summary>The user's name, or a description if the name is unknown or erased.</summary>
    public static string Who(SearchAccessLog.Row row) => row.SubjectUserName ?? row.SubjectUserId
        ?? (row.IsErased ? "Erased user" : "Unauthenticated caller");

    private static string Done(SearchAccessLog.Row row) => row.Action switch
    {
        AccessAction.ListAssets => $"listed {Words.Count(row.Items, "asset")}",
        AccessAction.ViewAsset => "viewed asset ",
        AccessAction.ReadAccessLog when row.Resource is not null => "viewed an entry of the access log",
        AccessAction.ReadAccessLog => $"read the access log ({Entries(row)})",
        AccessAction.ExportAccessLog => $"exported {Entries(row)} of the access log",
        AccessAction.VerifyAccessLog => $"verified {Entries(row)} of the access log",
        AccessAction.EraseUser => $"erased a user's personal data from {Entries(row)} of the access log",
        AccessAction.PseudonymiseUsers => $"pseudonymised the users in {Entries(row)} of the access log",
        AccessAction.PruneAccessLog => $"removed {Entries(row)} older than the retention period",
        AccessAction.HoldAccessLog => "placed the access log under legal hold",
        AccessAction.ReleaseAccessLog => "released the legal hold on the access log",
        AccessAction.AcceptRollback => "accepted that entries were lost when an older database was restored",
        AccessAction.ChangeKey => "rotated the signing key of the access log",
        _ => $"opened {Page(row.Resource)}",
    };

    private static string Thing(SearchAccessLog.Row row) => row.Action switch
    {
        AccessAction.ListAssets => "access to the list of assets",
        AccessAction.ViewAsset => "access to asset ",
        AccessAction.ReadAccessLog when row.Resource is not null => $"access to entry {row.Resource} of the access log",
        AccessAction.ReadAccessLog => "access to the access log",
        AccessAction.ExportAccessLog => "an export of the access log",
        AccessAction.VerifyAccessLog => "a verification of the access log",
        AccessAction.EraseUser => "the erasure of a user's personal data from the access log",
        AccessAction.PseudonymiseUsers => "the pseudonymisation of users in the access log",
        AccessAction.PruneAccessLog => "the removal of old entries from the access log",
        AccessAction.HoldAccessLog => "a legal hold on the access log",
        AccessAction.ReleaseAccessLog => "the release of a legal hold on the access log",
        AccessAction.AcceptRollback => "the acceptance of lost entries in the access log",
        AccessAction.ChangeKey => "a rotation of the signing key of the access log",
        _ => $"access to {Page(row.Resource)}",
    };

    private static string Page(string? path) => path switch
    {
        null => "the application",
        "/" => "the start page",
        "/access-log" => "the access log",
        "/status" => "the status page",
        _ => $"page {path}",
    };

    private static string Entries(SearchAccessLog.Row row) => row.Items == 1 ? "1 entry" : $"{Words.Count(row.Items)} entries";
}
