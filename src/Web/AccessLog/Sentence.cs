using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog;
using Enterprise.Web.Shared;

namespace Enterprise.Web.AccessLog;

/// <summary>An entry in words, after the name of who did it: "viewed asset " "Pump 7".</summary>
/// <param name="Begin">What stands before the asset; the whole sentence where there is none.</param>
/// <param name="Asset">The asset's name, or its id.</param>
/// <param name="End">What stands after it.</param>
internal sealed record Sentence(string Begin, string? Asset, string End)
{
    public override string ToString() => Begin + Asset + End;

    public static Sentence Of(SearchAccessLog.Row row)
    {
        var (begin, end) = row.Outcome switch
        {
            AccessOutcome.Granted => (Done(row), string.Empty),
            AccessOutcome.Denied => ($"was refused {Thing(row)}", $": {Reasons.Of(row)}"),
            _ => ($"asked for {Thing(row)}", $", which failed: {Reasons.Of(row)}"),
        };
        return row.Action == AccessAction.ViewAsset ? new(begin, row.ResourceName ?? row.Resource, end) : new(begin + end, null, string.Empty);
    }

    /// <summary>Who did it, in words where no name can be said.</summary>
    public static string Who(SearchAccessLog.Row row) => row.SubjectUserName ?? row.SubjectUserId ?? (row.IsErased ? "A person whose data was erased" : "Somebody without a name");

    private static string Done(SearchAccessLog.Row row) => row.Action switch
    {
        AccessAction.ListAssets => $"listed assets, {Words.Count(row.Items)} shown",
        AccessAction.ViewAsset => "viewed asset ",
        AccessAction.ReadAccessLog when row.Resource is not null => "read one entry of the access log",
        AccessAction.ReadAccessLog => $"read the access log, {Entries(row)}",
        AccessAction.ExportAccessLog => $"exported {Entries(row)} of the access log",
        AccessAction.VerifyAccessLog => $"verified {Entries(row)} of the access log",
        AccessAction.EraseUser => $"erased one person from {Entries(row)} of the access log",
        AccessAction.PseudonymiseUsers => $"replaced the persons in {Entries(row)} of the access log by keyed hashes",
        AccessAction.PruneAccessLog => $"removed {Entries(row)} that were older than the retention",
        AccessAction.HoldAccessLog => "put the access log under legal hold",
        AccessAction.ReleaseAccessLog => "ended the legal hold of the access log",
        AccessAction.AcceptRollback => "accepted that entries were lost by restoring an older store",
        AccessAction.ChangeKey => "changed the key that signs the access log",
        _ => $"opened {row.Resource}",
    };

    private static string Thing(SearchAccessLog.Row row) => row.Action switch
    {
        AccessAction.ListAssets => "the list of assets",
        AccessAction.ViewAsset => "asset ",
        AccessAction.ReadAccessLog when row.Resource is not null => $"entry {row.Resource} of the access log",
        AccessAction.ReadAccessLog => "the access log",
        AccessAction.ExportAccessLog => "an export of the access log",
        AccessAction.VerifyAccessLog => "a verification of the access log",
        AccessAction.EraseUser => "the erasure of one person from the access log",
        AccessAction.PseudonymiseUsers => "the replacement of persons in the access log by keyed hashes",
        AccessAction.PruneAccessLog => "the removal of old entries of the access log",
        AccessAction.HoldAccessLog => "a legal hold of the access log",
        AccessAction.ReleaseAccessLog => "the end of a legal hold of the access log",
        AccessAction.AcceptRollback => "the acceptance of lost entries of the access log",
        AccessAction.ChangeKey => "a change of the key that signs the access log",
        _ => $"page {row.Resource}",
    };

    private static string Entries(SearchAccessLog.Row row) => row.Items == 1 ? "1 entry" : $"{Words.Count(row.Items)} entries";
}
