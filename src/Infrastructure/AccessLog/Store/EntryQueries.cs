using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;

namespace Enterprise.Infrastructure.AccessLog.Store;

/// <summary>What a reader may read, and which of it was asked for: the one place where conditions become a query. Hours of the week are no condition here.</summary>
internal static class EntryQueries
{
    /// <summary>The reader's own tenant, and for a reader of a subtenant that subtenant alone.</summary>
    public static IQueryable<EntryRow> OfReader(this IQueryable<EntryRow> rows, TenantUser reader)
    {
        var own = rows.Where(row => row.Tenant == reader.Tenant);
        return reader.Subtenant is { } subtenant ? own.Where(row => row.Subtenant == subtenant) : own;
    }

    public static IQueryable<EntryRow> Matching(this IQueryable<EntryRow> rows, AccessFilter filter)
    {
        var (from, until) = Bounds(filter);
        return rows
            .If(filter.User is not null, found => found.Where(row => row.Subject!.UserName == filter.User || row.Subject.UserId == filter.User))
            .If(filter.Action is not null, found => found.Where(row => row.Action == filter.Action))
            .If(filter.Outcome is not null, found => found.Where(row => row.Outcome == filter.Outcome))
            // Said in words of the code and not by a parameter, so that the index of what was refused serves it.
            .If(filter.IsRefused || filter.Outcome is not (null or AccessOutcome.Granted), found => found.Where(row => row.Outcome != AccessOutcome.Granted))
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

    /// <summary>The filter's times in microseconds; 0 where there is none.</summary>
    public static (long From, long Until) Bounds(AccessFilter filter) =>
        (filter.From is { } first ? Microseconds.Of(first) : 0, filter.Until is { } end ? Microseconds.Of(end) : 0);

    public static IQueryable<T> If<T>(this IQueryable<T> rows, bool isAsked, Func<IQueryable<T>, IQueryable<T>> narrow) => isAsked ? narrow(rows) : rows;
}
