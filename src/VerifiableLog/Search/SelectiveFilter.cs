using Enterprise.VerifiableLog.Retention;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Search;

/// <summary>
/// Several conditions together scan the index of one of them, which is long where that one is frequent and another one rare: a person who
/// comes every day, and something that this person never did. So each condition is tried alone first, in its own index and not far; where
/// one holds for few entries, only these are read.
/// </summary>
internal static class SelectiveFilter
{
    /// <summary>From this number on, entries are not few.</summary>
    public const int Most = 500;

    /// <summary>The newest entries before a place for which all conditions hold.</summary>
    /// <returns>Null where there is only one condition, or none of them is selective.</returns>
    public static async Task<IReadOnlyList<LogPlace>?> FindAsync(
        LogContext context, LogQuery query, LogPlace? before, int size, Pseudonyms pseudonyms, CancellationToken cancel)
    {
        foreach (var condition in query.Conditions
            .Where(one => query.Conditions.Count > 1 && (one.IsUnusual || one.Fields[0].Usual is null)))
        {
            var found = new List<long>();
            foreach (var scan in IndexScans.OfCondition(context, query, condition, pseudonyms))
            {
                found.AddRange(await scan.Newest(before, Most).Select(row => row.Position).ToListAsync(cancel));
            }

            if (found.Count < Most)
            {
                return await AmongAsync(context, query, [.. found], size, pseudonyms, cancel);
            }
        }

        return null;
    }

    /// <summary>
    /// Those of some entries for which all conditions hold: each is looked up by its position, and no order is asked for that would call
    /// for another index.
    /// </summary>
    public static IEnumerable<IQueryable<Placed>> Among(LogContext context, LogQuery query, long[] positions, Pseudonyms? pseudonyms) =>
        IndexScans.Of(context, query with { From = null, Until = null }, pseudonyms)
            .Select(scan => scan.Where(row => EF.Parameter(positions).Contains(row.Position)));

    private static async Task<IReadOnlyList<LogPlace>> AmongAsync(
        LogContext context, LogQuery query, long[] positions, int size, Pseudonyms pseudonyms, CancellationToken cancel)
    {
        var matching = new List<LogPlace>();
        foreach (var scan in Among(context, query, positions, pseudonyms).Where(_ => positions.Length > 0))
        {
            matching.AddRange(await scan.Select(row => new LogPlace(row.At, row.Position)).ToListAsync(cancel));
        }

        return [.. matching.OrderByDescending(place => place.At).ThenByDescending(place => place.Position).Take(size)];
    }
}
