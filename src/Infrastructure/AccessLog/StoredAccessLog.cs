using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using Enterprise.Infrastructure.AccessLog.Keeping;
using Enterprise.Infrastructure.AccessLog.Store;
using Enterprise.Infrastructure.AccessLog.Store.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>The access log in a database.</summary>
internal sealed class StoredAccessLog(AccessLogWriter writer, Reserve reserve, FailedAppends failed, LimitedReading reading, Pseudonyms pseudonyms) : IAccessLog
{
    public Task AppendAsync(AccessEntry entry)
    {
        if (reserve.Admits(entry))
        {
            return writer.AppendAsync(entry);
        }

        failed.Add(1);
        throw new AccessLogUnavailableException("The disk is full, and what is left of it is for those who read the access log.");
    }

    public Task<IReadOnlyList<LoggedEntry>> SearchAsync(TenantUser reader, AccessFilter filter, EntryCursor? before, int size, CancellationToken cancel)
    {
        if (filter.Hours is not null)
        {
            throw new ArgumentException("Hours of the week are searched span by span.", nameof(filter));
        }

        return reading.ReadAsync<IReadOnlyList<LoggedEntry>>(
            async context =>
            {
                var lanes = Lanes.Of(context, reader, filter, pseudonyms);
                var few = await FewEntries.FindAsync(context, reader, filter, before, size, pseudonyms, cancel)
                    ?? (lanes.Count > Lanes.OfUser ? await lanes.PlacesAsync(before, size, cancel) : null);
                var found = few switch
                {
                    null => lanes.Select(lane => lane.Newest(before, size)),
                    [] => [],
                    _ => [context.Entries.OfReader(reader).Where(row => EF.Parameter(few).Contains(row.Position))],
                };
                var rows = new List<EntryRow>();
                foreach (var way in found)
                {
                    rows.AddRange(await way.AsNoTracking().Include(row => row.Subject).Include(row => row.Detail).Include(row => row.Seal).ToListAsync(cancel));
                }

                return [.. rows.OrderByDescending(row => row.At).ThenByDescending(row => row.Position).Take(size)
                    .Select(row => new LoggedEntry(new(row.At, row.Position), row.ToEntry(), row.Seal?.Sequence))];
            },
            cancel);
    }
}
