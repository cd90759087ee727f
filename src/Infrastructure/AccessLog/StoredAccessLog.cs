using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>The access log in a database.</summary>
internal sealed class StoredAccessLog(AccessLogWriter writer, IDbContextFactory<AccessLogContext> contexts) : IAccessLog
{
    public Task AppendAsync(AccessEntry entry) => writer.AppendAsync(entry);

    public async Task<IReadOnlyList<LoggedEntry>> SearchAsync(
        TenantUser reader, AccessFilter filter, EntryCursor? before, int size, CancellationToken cancel)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancel);
            var rows = await context.Entries.AsNoTracking().Include(row => row.Subject).Include(row => row.Detail).Include(row => row.Seal)
                .OfReader(reader).Matching(filter).Before(before)
                .OrderByDescending(row => row.At).ThenByDescending(row => row.Position)
                .Take(size)
                .ToListAsync(cancel);
            return [.. rows.Select(row => new LoggedEntry(new(row.At, row.Position), row.ToEntry(), row.Seal?.Sequence))];
        }
        catch (Exception fault) when (StoreFaults.Is(fault))
        {
            throw new AccessLogUnavailableException("The access log could not be read.", fault);
        }
    }
}
