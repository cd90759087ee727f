using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.Data.Sqlite;
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
            var rows = await Matching(context.Entries.AsNoTracking().Include(row => row.Subject).Include(row => row.Detail), reader, filter, before)
                .OrderByDescending(row => row.At).ThenByDescending(row => row.Position)
                .Take(size)
                .ToListAsync(cancel);
            return [.. rows.Select(row => new LoggedEntry(new(row.At, row.Position), row.ToEntry()))];
        }
        catch (SqliteException fault)
        {
            throw new AccessLogUnavailableException("The access log could not be read.", fault);
        }
    }

    private static IQueryable<EntryRow> Matching(IQueryable<EntryRow> entries, TenantUser reader, AccessFilter filter, EntryCursor? before)
    {
        var found = entries.Where(entry => entry.Tenant == reader.Tenant);
        if (reader.Subtenant is { } subtenant)
        {
            found = found.Where(entry => entry.Subtenant == subtenant);
        }

        if (filter.User is { } user)
        {
            found = found.Where(entry => entry.Subject!.UserName == user || entry.Subject!.UserId == user);
        }

        if (filter.Action is { } action)
        {
            found = found.Where(entry => entry.Action == action);
        }

        if (filter.Outcome is { } outcome)
        {
            found = found.Where(entry => entry.Outcome == outcome);
        }

        if (filter.From is { } from)
        {
            var first = Microseconds.Of(from);
            found = found.Where(entry => entry.At >= first);
        }

        if (filter.Until is { } until)
        {
            var end = Microseconds.Of(until);
            found = found.Where(entry => entry.At < end);
        }

        if (before is not null)
        {
            var (time, position) = (before.Microseconds, before.Position);
            found = found.Where(entry => entry.At < time || (entry.At == time && entry.Position < position));
        }

        return found;
    }
}
