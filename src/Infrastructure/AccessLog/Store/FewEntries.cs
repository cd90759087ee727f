using Enterprise.Application.AccessLog;
using Enterprise.Domain.Tenancy;
using Enterprise.Infrastructure.AccessLog.Keeping;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Store;

/// <summary>
/// Several conditions together walk the index of one of them, which is long where that one is frequent and another one rare: somebody who comes every day, and something
/// that this person never did. So each condition is tried alone first, in its own index and not far; where one holds for few entries, only these are looked at.
/// </summary>
internal static class FewEntries
{
    /// <summary>More than these are not few.</summary>
    public const int Most = 500;

    /// <summary>The positions of the newest entries before a place for which all conditions hold.</summary>
    /// <returns>Null where there is but one condition, or none of them is rare.</returns>
    public static async Task<long[]?> FindAsync(
        AccessLogContext context, TenantUser reader, AccessFilter filter, EntryCursor? before, int size, Pseudonyms pseudonyms, CancellationToken cancel)
    {
        var conditions = Conditions(context, reader, filter, pseudonyms).ToList();
        foreach (var condition in conditions.Where(_ => conditions.Count > 1))
        {
            var found = new List<long>();
            foreach (var way in condition)
            {
                found.AddRange(await way.Within(filter).NewestPlaces(before, Most).Select(row => row.Position).ToListAsync(cancel));
            }

            if (found.Count < Most)
            {
                return await AmongAsync(context, reader, filter, [.. found], size, pseudonyms, cancel);
            }
        }

        return null;
    }

    /// <summary>Those of some entries for which all conditions hold: each is looked up by its position, and no order is asked for that would call for another index.</summary>
    public static IEnumerable<IQueryable<Placed>> Among(AccessLogContext context, TenantUser reader, AccessFilter filter, long[] positions, Pseudonyms? pseudonyms) =>
        Lanes.Of(context, reader, filter with { From = null, Until = null }, pseudonyms).Select(lane => lane.Where(row => EF.Parameter(positions).Contains(row.Position)));

    private static async Task<long[]> AmongAsync(
        AccessLogContext context, TenantUser reader, AccessFilter filter, long[] positions, int size, Pseudonyms pseudonyms, CancellationToken cancel)
    {
        var matching = new List<(long At, long Position)>();
        foreach (var lane in Among(context, reader, filter, positions, pseudonyms).Where(_ => positions.Length > 0))
        {
            matching.AddRange((await lane.Select(row => new { row.At, row.Position }).ToListAsync(cancel)).Select(row => (row.At, row.Position)));
        }

        return [.. matching.OrderDescending().Take(size).Select(row => row.Position)];
    }

    /// <summary>For each condition that an index serves the ways to its entries, and perhaps to some of other subtenants; those first that mostly hold for few.</summary>
    private static IEnumerable<IReadOnlyList<IQueryable<Placed>>> Conditions(AccessLogContext context, TenantUser reader, AccessFilter filter, Pseudonyms pseudonyms)
    {
        var subjects = context.Subjects.Where(row => row.Tenant == reader.Tenant);
        var key = filter.User is { } name ? pseudonyms.Of(reader.Tenant.Value, name) : null;
        return new IReadOnlyList<IQueryable<Placed>>?[]
        {
            filter.RequestId is { } request ? [Entries(new() { RequestId = request })] : null,
            filter.Asset is { } asset ? [Entries(new() { Asset = asset })] : null,
            filter.User is { } user
                ?
                [
                    Places(subjects.Where(row => row.UserId == user)), Places(subjects.Where(row => row.UserName == user)),
                    .. key is null ? [] : new[] { Places(context.Entries.Where(row => row.Tenant == reader.Tenant && row.Pseudonym!.UserKey == key)) },
                ]
                : null,
            filter.Reason is { } reason ? [Entries(new() { Reason = reason })] : null,
            EntryQueries.IsOfRefusals(filter) ? [Entries(new() { Outcomes = filter.Outcomes.Count == 1 ? filter.Outcomes : [], IsRefused = true })] : null,
            filter.Address is { } address ? [Places(subjects.Where(row => row.Address == address)), Places(subjects.Where(row => row.Forwarded == address))] : null,
            filter.Actions.Count > 0 ? [.. filter.Actions.Select(action => Entries(new() { Actions = [action] }))] : null,
        }.OfType<IReadOnlyList<IQueryable<Placed>>>();

        IQueryable<Placed> Entries(AccessFilter one) => Places(context.Entries.Where(row => row.Tenant == reader.Tenant).Matching(one));
    }

    private static IQueryable<Placed> Places(IQueryable<EntryRow> rows) => rows.Select(row => new Placed { Entry = row, At = row.At, Position = row.Position });

    /// <summary>Without the entry: the index says all that is needed.</summary>
    private static IQueryable<Placed> Places(IQueryable<SubjectRow> rows) => rows.Select(row => new Placed { Entry = null!, At = row.At, Position = row.Position });
}
