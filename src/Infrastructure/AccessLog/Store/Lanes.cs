using Enterprise.Application.AccessLog;
using Enterprise.Domain.Tenancy;
using Enterprise.Infrastructure.AccessLog.Keeping;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Store;

/// <summary>An entry with its place in the log, as the table of the lane says it.</summary>
internal sealed class Placed
{
    public required EntryRow Entry { get; init; }

    public required long At { get; init; }

    public required long Position { get; init; }
}

/// <summary>
/// The ways into the log, each in the order of one index. "This name or this id" has no order of its own in any index, so it is two lanes,
/// and a third for entries whose user is known by a pseudonym only; several actions are a lane each. The reader merges the lanes; no entry is in two of them.
/// </summary>
internal static class Lanes
{
    /// <summary>The greatest number of lanes of a user or an address.</summary>
    public const int OfUser = 3;

    public static IReadOnlyList<IQueryable<Placed>> Of(AccessLogContext context, TenantUser reader, AccessFilter filter, Pseudonyms? pseudonyms = null)
    {
        var all = context.Entries.OfReader(reader);
        if (filter.User is { } user)
        {
            var rest = filter with { User = null, From = null, Until = null };
            var key = pseudonyms?.Of(reader.Tenant.Value, user);
            return
            [
                all.Where(row => row.Subject!.Tenant == reader.Tenant && row.Subject.UserId == user).Matching(rest).BySubject().Within(filter),
                all.Where(row => row.Subject!.Tenant == reader.Tenant && row.Subject.UserName == user && row.Subject.UserId != user).Matching(rest).BySubject().Within(filter),
                .. key is null ? [] : new[]
                {
                    all.Where(row => row.Pseudonym!.UserKey == key).Matching(rest).Select(row => new Placed { Entry = row, At = row.At, Position = row.Position }).Within(filter),
                },
            ];
        }

        if (filter.Address is { } address)
        {
            var rest = filter with { Address = null, From = null, Until = null };
            return
            [
                all.Where(row => row.Subject!.Tenant == reader.Tenant && row.Subject.Address == address).Matching(rest).BySubject().Within(filter),
                all.Where(row => row.Subject!.Tenant == reader.Tenant && row.Subject.Forwarded == address && row.Subject.Address != address).Matching(rest).BySubject().Within(filter),
            ];
        }

        var parts = filter.Actions.Count > 1 ? filter.Actions.Select(action => filter with { Actions = [action] }) : [filter];
        return [.. parts.Select(part => all.Matching(part).Select(row => new Placed { Entry = row, At = row.At, Position = row.Position }))];
    }

    /// <summary>The newest of a lane, older than a place.</summary>
    public static IQueryable<EntryRow> Newest(this IQueryable<Placed> lane, EntryCursor? before, int size) => lane.NewestPlaces(before, size).Select(row => row.Entry);

    /// <summary>The same with their places as the lane says them.</summary>
    public static IQueryable<Placed> NewestPlaces(this IQueryable<Placed> lane, EntryCursor? before, int size) => lane
        .If(before is not null, rows => rows.Where(row => row.At <= before!.Microseconds && (row.At < before.Microseconds || row.Position < before.Position)))
        .OrderByDescending(row => row.At).ThenByDescending(row => row.Position)
        .Take(size);

    /// <summary>The positions of the newest entries of several lanes: many lanes are cheaper to merge before their entries are read than after.</summary>
    public static async Task<long[]> PlacesAsync(this IReadOnlyList<IQueryable<Placed>> lanes, EntryCursor? before, int size, CancellationToken cancel)
    {
        var places = new List<(long At, long Position)>();
        foreach (var lane in lanes)
        {
            places.AddRange((await lane.NewestPlaces(before, size).Select(row => new { row.At, row.Position }).ToListAsync(cancel)).Select(row => (row.At, row.Position)));
        }

        return [.. places.OrderDescending().Take(size).Select(row => row.Position)];
    }

    private static IQueryable<Placed> BySubject(this IQueryable<EntryRow> rows) =>
        rows.Select(row => new Placed { Entry = row, At = row.Subject!.At, Position = row.Subject.Position });

    public static IQueryable<Placed> Within(this IQueryable<Placed> rows, AccessFilter filter)
    {
        var (from, until) = EntryQueries.Bounds(filter);
        return rows
            .If(filter.From is not null, found => found.Where(row => row.At >= from))
            .If(filter.Until is not null, found => found.Where(row => row.At < until));
    }
}
