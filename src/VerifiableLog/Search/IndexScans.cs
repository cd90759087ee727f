using Enterprise.VerifiableLog.Retention;
using Enterprise.VerifiableLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Search;

/// <summary>An entry with its place in the log, as the scanned index has it.</summary>
internal sealed class Placed
{
    public required EntryRow Entry { get; init; }

    public required long At { get; init; }

    public required long Position { get; init; }
}

/// <summary>
/// The scans that answer a query, each in the order of one index. "This field or that one" has no order of its own in any index, so it is
/// two scans, and a third for entries of which only a pseudonym tells the person; several values of a field are a scan each. The caller
/// merges them. No entry is in two scans.
/// </summary>
internal static class IndexScans
{
    public static IReadOnlyList<IQueryable<Placed>> Of(LogContext context, LogQuery query, Pseudonyms? pseudonyms = null)
    {
        if (query.Conditions.FirstOrDefault(condition => condition.Part is not null) is not { } personal)
        {
            var several = query.Conditions.FirstOrDefault(condition => condition.Values.Count > 1 && condition.Fields[0].Usual is null);
            return several is null
                ? [Place(context.Matching(query))]
                : [.. several.Single.Select(one =>
                    Place(context.Matching(
                    query with { Conditions = [.. query.Conditions.Select(other => other == several ? one : other)] })))];
        }

        var rest = context.OfChain(query).Matching(context, query.Conditions.Where(condition => condition != personal));
        return
        [
            .. personal.Fields.Select((_, index) => context.Part(personal, query.Chain, index)
                .Join(rest, part => part.Position, row => row.Position,
                    (part, row) => new Placed { Entry = row, At = part.At, Position = part.Position }).Within(query)),
            .. ByPseudonym(rest, personal, query.Chain, pseudonyms).Select(found => Place(found).Within(query)),
        ];
    }

    /// <summary>The scans of one condition alone, without its entries: the index has all that is needed.</summary>
    public static IReadOnlyList<IQueryable<Placed>> OfCondition(LogContext context, LogQuery query, LogCondition condition,
        Pseudonyms? pseudonyms)
    {
        var all = context.OfChain(query);
        return condition.Part is null
            ? [.. (condition.IsUnusual ? [condition] : condition.Single).Select(one => Place(all.Matching(context, [one])).Within(query))]
            :
            [
                .. condition.Fields.Select((_, index) => context.Part(condition, query.Chain, index)
                    .Select(part => new Placed { Entry = null!, At = part.At, Position = part.Position }).Within(query)),
                .. ByPseudonym(all, condition, query.Chain, pseudonyms).Select(found => Place(found).Within(query)),
            ];
    }

    /// <summary>The newest of a scan, older than a place.</summary>
    public static IQueryable<Placed> Newest(this IQueryable<Placed> scan, LogPlace? before, int size) => scan
        .If(before is not null, rows => rows.Where(row => row.At <= before!.At && (row.At < before.At || row.Position < before.Position)))
        .OrderByDescending(row => row.At).ThenByDescending(row => row.Position)
        .Take(size);

    /// <summary>The newest of several scans.</summary>
    public static async Task<List<LogPlace>> NewestAsync(IEnumerable<IQueryable<Placed>> scans, LogPlace? before, int size,
        CancellationToken cancel)
    {
        var found = new List<LogPlace>();
        foreach (var scan in scans)
        {
            found.AddRange(await scan.Newest(before, size).Select(row => new LogPlace(row.At, row.Position)).ToListAsync(cancel));
        }

        return [.. found.OrderByDescending(place => place.At).ThenByDescending(place => place.Position).Take(size)];
    }

    public static IQueryable<Placed> Place(IQueryable<EntryRow> rows) =>
        rows.Select(row => new Placed { Entry = row, At = row.At, Position = row.Position });

    /// <summary>The rows of a part where this field has the value, and none of those before it.</summary>
    private static IQueryable<PartRow> Part(this LogContext context, LogCondition condition, string chain, int field)
    {
        var (first, own, value) = (condition.Fields[0].Column, condition.Fields[field].Column, condition.Value);
        return context.Part(condition.Part!).Where(row => row.Tenant == chain && EF.Property<string>(row, own) == value)
            .If(field > 0, rows => rows.Where(row => EF.Property<string>(row, first) != value));
    }

    private static IEnumerable<IQueryable<EntryRow>> ByPseudonym(IQueryable<EntryRow> rows, LogCondition condition, string chain,
        Pseudonyms? pseudonyms)
    {
        if (condition.Fields.Any(field => field.Role == LogFieldRole.PersonId) && pseudonyms is not null)
        {
            var key = pseudonyms.Of(chain, condition.Value);
            yield return rows.Where(row => row.Pseudonym!.UserKey == key);
        }
    }

    private static IQueryable<Placed> Within(this IQueryable<Placed> rows, LogQuery query) => rows
        .If(query.From is not null, found => found.Where(row => row.At >= query.From))
        .If(query.Until is not null, found => found.Where(row => row.At < query.Until));
}
