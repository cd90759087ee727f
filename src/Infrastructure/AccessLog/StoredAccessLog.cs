using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Reading;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Assets;
using Enterprise.Domain.Tenancy;
using Enterprise.VerifiableLog;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Search;
using Enterprise.VerifiableLog.Store;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>The access log: entries as the application knows them, in a log that knows only their schema.</summary>
internal sealed class StoredAccessLog(LogWriter writer, LogReader log, FailedAppends failed) : IAccessLog, IAccessLogView
{
    private static readonly LogField Asset = AccessSchema.Schema["resource"];
    private static readonly LogField AssetName = AccessSchema.Schema["resourceName"];

    public Task AppendAsync(AccessEntry entry)
    {
        if (!writer.IsDiskFull || IsAdmittedToFullDisk(entry))
        {
            return writer.AppendAsync(entry.ToLog()).MappedAsync();
        }

        failed.Add(1);
        throw new AccessLogUnavailableException("The disk is full, and what is left of it is for those who read the access log.");
    }

    public async Task<IReadOnlyList<LoggedEntry>> SearchAsync(
        TenantUser reader, AccessFilter filter, EntryCursor? before, int size, CancellationToken cancel)
    {
        var place = before is null ? null : new LogPlace(before.Microseconds, before.Position);
        var found = await log.NewestAsync(reader.For(filter), place, size, cancel).MappedAsync();
        return [.. found.Select(row => new LoggedEntry(new(row.Entry.At, row.Position), row.Entry.ToAccess(), row.Seal?.Sequence))];
    }

    public async Task<SealedEntry?> FindAsync(TenantUser reader, Guid id, CancellationToken cancel) =>
        await log.FindAsync(reader.For(new()), id, cancel).MappedAsync() is { } found ? Sealed(found) : null;

    public async Task<Sample> SampleAsync(TenantUser reader, AccessSelection selection, Draw draw, CancellationToken cancel)
    {
        var (drawn, upTo) = await log.SampleAsync(reader.For(new()), reader.Selecting(selection), draw.Size, draw.Seed, draw.UpTo, cancel)
            .MappedAsync();
        return new([.. drawn.Select(Sealed)], upTo);
    }

    public async Task<IReadOnlyList<HourCount>> CountAsync(
        TenantUser reader, AccessFilter filter, IReadOnlyList<DateTimeOffset> hours, CancellationToken cancel)
    {
        var starts = hours.Select(Microseconds.Of).ToList();
        var (all, refused) = await log.CountByHourAsync(reader.For(filter), reader.For(filter with { IsRefused = true }), starts, cancel)
            .MappedAsync();
        return
        [
            .. all.OrderBy(hour => hour.Key)
                .Select(hour => new HourCount(Microseconds.ToTime(hour.Key), hour.Value, refused.GetValueOrDefault(hour.Key))),
        ];
    }

    public async Task<AssetCounts> CountAssetsAsync(TenantUser reader, AccessSelection selection, int number, CancellationToken cancel)
    {
        var newest = await log.NewestValuesAsync(reader.Selecting(selection), Asset, AssetName, cancel).MappedAsync();
        var assets = newest.Where(row => row.Value.Length == AssetId.Length && selection.Contains(Microseconds.ToTime(row.At)))
            .GroupBy(row => row.Value, StringComparer.Ordinal)
            .Select(rows => new AssetCount(rows.Key, rows.MaxBy(row => row.Other is null ? 0 : row.At).Other, rows.Count()))
            .OrderByDescending(asset => asset.Count).ThenBy(asset => asset.Id, StringComparer.Ordinal).Take(number);
        return new([.. assets], newest.Count >= LogReader.Few ? LogReader.Few : null);
    }

    /// <summary>Those who read the log, and operators, who can make room, still see what happened, and that is still recorded.</summary>
    private static bool IsAdmittedToFullDisk(AccessEntry entry) =>
        entry is { Outcome: AccessOutcome.Granted,
            Action: not (AccessAction.OpenPage or AccessAction.ListAssets or AccessAction.ViewAsset) };

    private static SealedEntry Sealed(StoredEntry row) =>
        new(row.Entry.ToAccess(), row.Seal is { } seal ? new(seal.Sequence, seal.Epoch, Convert.ToHexStringLower(seal.Hash)) : null);
}
