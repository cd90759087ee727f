using Enterprise.VerifiableLog.Retention;
using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using Enterprise.VerifiableLog.Search;
using Enterprise.VerifiableLog;
using Enterprise.VerifiableLog.Store;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>The access log in a database.</summary>
internal sealed class StoredAccessLog(LogWriter writer, FailedAppends failed, LimitedReading reading, Pseudonyms pseudonyms) : IAccessLog
{
    public Task AppendAsync(AccessEntry entry)
    {
        if (!writer.IsDiskFull || IsAdmittedToFullDisk(entry))
        {
            return writer.AppendAsync(entry.ToLog()).MappedAsync();
        }

        failed.Add(1);
        throw new AccessLogUnavailableException("The disk is full, and what is left of it is for those who read the access log.");
    }

    /// <summary>Those who read the log, and operators, who can make room, still see what happened, and that is still recorded.</summary>
    private static bool IsAdmittedToFullDisk(AccessEntry entry) =>
        entry is { Outcome: AccessOutcome.Granted, Action: not (AccessAction.OpenPage or AccessAction.ListAssets or AccessAction.ViewAsset) };

    public Task<IReadOnlyList<LoggedEntry>> SearchAsync(TenantUser reader, AccessFilter filter, EntryCursor? before, int size, CancellationToken cancel)
    {
        var (query, place) = (reader.For(filter), before is null ? null : new LogPlace(before.Microseconds, before.Position));
        return reading.ReadAsync<IReadOnlyList<LoggedEntry>>(
            async context =>
            {
                var found = await SelectiveFilter.FindAsync(context, query, place, size, pseudonyms, cancel)
                    ?? await IndexScans.NewestAsync(IndexScans.Of(context, query, pseudonyms), place, size, cancel);
                var entries = await StoredEntry.AtAsync(context, [.. found.Select(one => one.Position)], cancel);
                return [.. entries.OrderByDescending(row => row.Entry.At).ThenByDescending(row => row.Position)
                    .Select(row => new LoggedEntry(new(row.Entry.At, row.Position), row.Entry.ToAccess(), row.Seal?.Sequence))];
            },
            cancel).MappedAsync();
    }
}
