using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>The access log in a database.</summary>
internal sealed class StoredAccessLog(AccessLogWriter writer, LimitedReading reading) : IAccessLog
{
    public Task AppendAsync(AccessEntry entry) => writer.AppendAsync(entry);

    public Task<IReadOnlyList<LoggedEntry>> SearchAsync(TenantUser reader, AccessFilter filter, EntryCursor? before, int size, CancellationToken cancel)
    {
        if (filter.Hours is not null)
        {
            throw new ArgumentException("Hours of the week are searched span by span.", nameof(filter));
        }

        return reading.ReadAsync<IReadOnlyList<LoggedEntry>>(
            async context =>
            {
                var rows = new List<EntryRow>();
                foreach (var lane in Lanes.Of(context, reader, filter))
                {
                    rows.AddRange(await lane.Newest(before, size).AsNoTracking().Include(row => row.Subject).Include(row => row.Detail).Include(row => row.Seal).ToListAsync(cancel));
                }

                return [.. rows.OrderByDescending(row => row.At).ThenByDescending(row => row.Position).Take(size)
                    .Select(row => new LoggedEntry(new(row.At, row.Position), row.ToEntry(), row.Seal?.Sequence))];
            },
            cancel);
    }
}
