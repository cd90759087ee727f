using Enterprise.Application.AccessLog.Reading;


namespace Enterprise.Web.AccessLog;

/// <summary>Entries as a table.</summary>
/// <param name="Query">The conditions that its links add to.</param>
/// <param name="Rows">The entries.</param>
/// <param name="HasNumbers">Whether their numbers in the tenant's chain are shown.</param>
public sealed record RowsModel(EntryQuery Query, IReadOnlyList<SearchAccessLog.Row> Rows, bool HasNumbers = false);
