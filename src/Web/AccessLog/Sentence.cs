using Enterprise.Application.AccessLog.Reading;
using Enterprise.Application.AccessLog.Retention;
using Enterprise.Domain.AccessLog;
using Enterprise.Web.Resources;
using Enterprise.Web.Shared;

namespace Enterprise.Web.AccessLog;

/// <summary>An entry in words, to follow the user's name: "viewed asset " "Pump 7".</summary>
/// <param name="Begin">The text before the asset; the whole sentence if there is no asset.</param>
/// <param name="Asset">The asset's name, or its id.</param>
/// <param name="End">The text after the asset.</param>
internal sealed record Sentence(string Begin, string? Asset, string End)
{
    /// <summary>Stands in a text for the asset's name until the text is split there.</summary>
    private const char AssetMark = '\u0001';

    private static readonly TextsOf<AccessAction> Done = TextsOf.Enum<AccessAction>(AccessLogTexts.ResourceManager, "Done");

    private static readonly TextsOf<AccessAction> Attempts = TextsOf.Enum<AccessAction>(AccessLogTexts.ResourceManager, "Attempt");

    public override string ToString() => Begin + Asset + End;

    public static Sentence Of(SearchAccessLog.Row row)
    {
        var text = row.Outcome switch
        {
            AccessOutcome.Granted => DoneIn(row),
            AccessOutcome.Denied => AccessLogTexts.Sentence_Denied.Fill(AttemptIn(row), Reasons.Of(row)),
            _ when row.Reason == RunVerification.FaultsFound => AccessLogTexts.Sentence_FaultsFound.Fill(DoneIn(row), Reasons.Of(row)),
            _ => AccessLogTexts.Sentence_Failed.Fill(AttemptIn(row), Reasons.Of(row)),
        };
        return row.Action == AccessAction.ViewAsset && text.Split(AssetMark, 2) is [var begin, var end]
            ? new(begin, row.ResourceName ?? row.Resource, end)
            : new(text, null, string.Empty);
    }

    /// <summary>The user's name, or a description if the name is unknown or erased.</summary>
    public static string Who(SearchAccessLog.Row row) => row.SubjectUserName ?? row.SubjectUserId
        ?? (row.IsErased ? AccessLogTexts.Who_Erased : AccessLogTexts.Who_Unauthenticated);

    private static string DoneIn(SearchAccessLog.Row row) => IsOneEntry(row) ? AccessLogTexts.ViewedEntry
        : Done[row.Action].Fill(row.Action switch
        {
            AccessAction.OpenPage => Page(row.Resource),
            AccessAction.ListAssets => Words.Count(row.Items, AccessLogTexts.Assets_One, AccessLogTexts.Assets_Other),
            AccessAction.ViewAsset => AssetMark,
            _ => Words.Count(row.Items, AccessLogTexts.Entries_One, AccessLogTexts.Entries_Other),
        });

    private static string AttemptIn(SearchAccessLog.Row row) => IsOneEntry(row) ? AccessLogTexts.EntryAccess.Fill(row.Resource)
        : Attempts[row.Action].Fill(row.Action == AccessAction.ViewAsset ? AssetMark : Page(row.Resource));

    private static bool IsOneEntry(SearchAccessLog.Row row) => row is { Action: AccessAction.ReadAccessLog, Resource: not null };

    private static string Page(string? path) => path switch
    {
        null => AccessLogTexts.Page_Application,
        Navigation.Assets => AccessLogTexts.Page_Start,
        Navigation.AccessLog => AccessLogTexts.Page_AccessLog,
        Navigation.Status => AccessLogTexts.Page_Status,
        _ => AccessLogTexts.Page_Other.Fill(path),
    };
}
