using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;

namespace Enterprise.Infrastructure.AccessLog.Store;

/// <summary>What a reader may read, and which of it was asked for: the one place where conditions become a query. Hours of the week are no condition here.</summary>
internal static class EntryQueries
{
    private static readonly EnumSet<AccessOutcome> AllRefusals = [AccessOutcome.Denied, AccessOutcome.Failed];

    /// <summary>The reader's own tenant, and for a reader of a subtenant that subtenant alone.</summary>
    public static IQueryable<EntryRow> OfReader(this IQueryable<EntryRow> rows, TenantUser reader)
    {
        var own = rows.Where(row => row.Tenant == reader.Tenant);
        return reader.Subtenant is { } subtenant ? own.Where(row => row.Subtenant == subtenant) : own;
    }

    public static IQueryable<EntryRow> Matching(this IQueryable<EntryRow> rows, AccessFilter filter)
    {
        var (from, until) = Bounds(filter);
        var (actions, outcomes) = (filter.Actions.ToArray(), filter.Outcomes.ToArray());
        // One value is an equality, which an index in the order of time serves; of several values only the equality with each is one, see Lanes.
        var (action, outcome) = (actions.FirstOrDefault(), outcomes.FirstOrDefault());
        return rows
            .If(filter.User is not null, found => found.Where(row => row.Subject!.UserName == filter.User || row.Subject.UserId == filter.User))
            .If(actions.Length == 1, found => found.Where(row => row.Action == action))
            .If(actions.Length > 1, found => found.Where(row => actions.Contains(row.Action)))
            .If(outcomes.Length == 1, found => found.Where(row => row.Outcome == outcome))
            .If(outcomes.Length > 1 && filter.Outcomes != AllRefusals, found => found.Where(row => outcomes.Contains(row.Outcome)))
            // A constant and not a parameter, so that the partial indexes of what was refused serve it.
            .If(IsOfRefusals(filter), found => found.Where(row => row.Outcome != AccessOutcome.Granted))
            .If(filter.Reason is not null, found => found.Where(row => row.Reason == filter.Reason))
            .If(filter.Asset is not null, found => found.Where(row => row.Resource == filter.Asset))
            .If(filter.Address is not null, found => found.Where(row => row.Subject!.Address == filter.Address || row.Subject.Forwarded == filter.Address))
            .If(filter.RequestId is not null, found => found.Where(row => row.RequestId == filter.RequestId))
            .If(filter.From is not null, found => found.Where(row => row.At >= from))
            .If(filter.Until is not null, found => found.Where(row => row.At < until));
    }

    /// <summary>Older than a place in the log. The first condition says nothing new; it is where an index can begin.</summary>
    public static IQueryable<EntryRow> Before(this IQueryable<EntryRow> rows, EntryCursor? place) => place is null
        ? rows
        : rows.Where(row => row.At <= place.Microseconds && (row.At < place.Microseconds || row.Position < place.Position));

    /// <summary>Whether the filter excludes whatever was granted.</summary>
    public static bool IsOfRefusals(AccessFilter filter) => filter.IsRefused || (filter.Outcomes.Count > 0 && !filter.Outcomes.Contains(AccessOutcome.Granted));

    /// <summary>The filter's times in microseconds; 0 where there is none.</summary>
    public static (long From, long Until) Bounds(AccessFilter filter) =>
        (filter.From is { } first ? Microseconds.Of(first) : 0, filter.Until is { } end ? Microseconds.Of(end) : 0);

    public static IQueryable<T> If<T>(this IQueryable<T> rows, bool isAsked, Func<IQueryable<T>, IQueryable<T>> narrow) => isAsked ? narrow(rows) : rows;
}
