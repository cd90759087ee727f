using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
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
            var rows = await Matching(context.Entries.AsNoTracking(), reader, filter, before)
                .OrderByDescending(entry => entry.At).ThenByDescending(entry => EF.Property<long>(entry, AccessLogContext.Position))
                .Take(size)
                .Select(entry => new { Entry = entry, Position = EF.Property<long>(entry, AccessLogContext.Position) })
                .ToListAsync(cancel);
            return [.. rows.Select(row => new LoggedEntry(new(Microseconds.Of(row.Entry.At), row.Position), row.Entry))];
        }
        catch (SqliteException fault)
        {
            throw new AccessLogUnavailableException("The access log could not be read.", fault);
        }
    }

    private static IQueryable<AccessEntry> Matching(IQueryable<AccessEntry> entries, TenantUser reader, AccessFilter filter, EntryCursor? before)
    {
        var found = entries.Where(entry => entry.Tenant == reader.Tenant);
        if (reader.Subtenant is { } subtenant)
        {
            found = found.Where(entry => entry.Subtenant == subtenant);
        }

        if (filter.User is { } user)
        {
            found = found.Where(entry => entry.Subject.UserName == user || entry.Subject.UserId == user);
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
            found = found.Where(entry => entry.At >= from);
        }

        if (filter.Until is { } until)
        {
            found = found.Where(entry => entry.At < until);
        }

        if (before is not null)
        {
            var (time, position) = (Microseconds.ToTime(before.Microseconds), before.Position);
            found = found.Where(entry => entry.At < time || (entry.At == time && EF.Property<long>(entry, AccessLogContext.Position) < position));
        }

        return found;
    }
}
