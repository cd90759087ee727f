using Enterprise.VerifiableLog.Retention;
using Enterprise.VerifiableLog;
using System.Text.Json;
using Enterprise.Application.AccessLog;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.Domain.Tenancy;
using Enterprise.VerifiableLog.Search;
using Enterprise.VerifiableLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>One entry, a sample, and counts: each by a way that an index serves.</summary>
internal sealed class StoredAccessLogView(LimitedReading reading, Pseudonyms pseudonyms) : IAccessLogView
{
    /// <summary>So many entries are looked at one by one; where there are more, a way is taken that need not look at all.</summary>
    public const int Few = 10_000;

    private const int Portion = 500;
    private const long Hour = 3_600_000_000;

    public Task<SealedEntry?> FindAsync(TenantUser reader, Guid id, CancellationToken cancel) => reading.ReadAsync(
        async context =>
        {
            var positions = await context.Matching(reader.For(new())).Where(row => row.Id == id).Select(row => row.Position).ToListAsync(cancel);
            return (await StoredEntry.AtAsync(context, positions, cancel)).Select(Sealed).SingleOrDefault();
        },
        cancel).MappedAsync();

    public Task<Sample> SampleAsync(TenantUser reader, AccessSelection selection, Draw draw, CancellationToken cancel) => reading.ReadAsync(
        async context =>
        {
            var last = await Last(context, reader).FirstOrDefaultAsync(cancel);
            var upTo = Math.Min(draw.UpTo ?? last, last);
            var few = new List<LogPlace>();
            foreach (var scan in IndexScans.Of(context, reader.For(selection.Filter), pseudonyms).TakeWhile(_ => few.Count < Few))
            {
                few.AddRange(await IndexScans.NewestAsync([scan], before: null, Few, cancel));
            }

            var drawn = few.Count < Few
                ? await AmongFew(context, few, selection, draw with { UpTo = upTo }, cancel)
                : await AmongMany(context, reader, selection, draw with { UpTo = upTo }, cancel);
            return new Sample([.. drawn.OrderBy(entry => SampleOrder.Key(draw.Seed, entry.Seal!.Sequence))], upTo);
        },
        cancel).MappedAsync();

    public Task<IReadOnlyList<HourCount>> CountAsync(TenantUser reader, AccessFilter filter, IReadOnlyList<DateTimeOffset> hours, CancellationToken cancel) =>
        reading.ReadAsync<IReadOnlyList<HourCount>>(
            async context =>
            {
                var starts = hours.Select(Microseconds.Of).ToArray();
                var all = await ByHour(context, reader, filter, starts, cancel);
                var refused = await ByHour(context, reader, filter with { IsRefused = true }, starts, cancel);
                return [.. all.OrderBy(hour => hour.Key).Select(hour => new HourCount(Microseconds.ToTime(hour.Key), hour.Value, refused.GetValueOrDefault(hour.Key)))];
            },
            cancel).MappedAsync();

    public Task<AssetCounts> CountAssetsAsync(TenantUser reader, AccessSelection selection, int number, CancellationToken cancel) => reading.ReadAsync(
        async context =>
        {
            var newest = new List<(string Asset, string? Name, long At)>();
            foreach (var scan in IndexScans.Of(context, reader.For(selection.Filter), pseudonyms))
            {
                newest.AddRange((await scan.Where(row => EF.Property<string?>(row.Entry, "Resource") != null).Newest(before: null, Few)
                    .Select(row => new { Resource = EF.Property<string>(row.Entry, "Resource"), Name = EF.Property<string?>(row.Entry, "ResourceName"), row.At }).ToListAsync(cancel))
                    .Select(row => (row.Resource, (string?)row.Name, row.At)));
            }

            var isCut = newest.Count >= Few;
            var assets = newest.OrderByDescending(row => row.At).Take(Few).Where(row => row.Asset.Length == Domain.Assets.AssetId.Length && selection.Contains(Microseconds.ToTime(row.At)))
                .GroupBy(row => row.Asset, StringComparer.Ordinal)
                .Select(rows => new AssetCount(rows.Key, rows.MaxBy(row => row.Name is null ? 0 : row.At).Name, rows.Count()))
                .OrderByDescending(asset => asset.Count).ThenBy(asset => asset.Id, StringComparer.Ordinal).Take(number);
            return new AssetCounts([.. assets], isCut ? Few : null);
        },
        cancel).MappedAsync();

    /// <summary>The number of the newest entry that a sample may hold: for a reader of a subtenant an own one, so that it does not say how many others there are behind it.</summary>
    private static IQueryable<long> Last(LogContext context, TenantUser reader)
    {
        var tenant = reader.Tenant.Value;
        return reader.Subtenant is null
            ? context.Seals.Where(seal => seal.Tenant == tenant).OrderByDescending(seal => seal.Sequence).Select(seal => seal.Sequence)
            : context.Matching(reader.For(new())).Where(row => row.Seal != null).OrderByDescending(row => row.At).ThenByDescending(row => row.Position).Select(row => row.Seal!.Sequence);
    }

    /// <summary>One seek and one short walk through an index for each hour.</summary>
    private async Task<Dictionary<long, long>> ByHour(LogContext context, TenantUser reader, AccessFilter filter, long[] starts, CancellationToken cancel)
    {
        var counts = new Dictionary<long, long>();
        foreach (var scan in IndexScans.Of(context, reader.For(filter with { From = null, Until = null }), pseudonyms))
        {
            var hours = await Starts(context, starts)
                .Select(start => new { Start = start, Count = scan.LongCount(row => row.At >= start && row.At < start + Hour) })
                .ToListAsync(cancel);
            foreach (var hour in hours.Where(hour => hour.Count > 0))
            {
                counts[hour.Start] = counts.GetValueOrDefault(hour.Start) + hour.Count;
            }
        }

        return counts;
    }

    private static IQueryable<long> Starts(LogContext context, long[] starts) => context.Database.IsSqlite()
        ? context.Database.SqlQuery<long>($"SELECT value AS \"Value\" FROM json_each({JsonSerializer.Serialize(starts)})")
        : context.Database.SqlQuery<long>($"SELECT unnest({starts}) AS \"Value\"");

    private static async Task<IEnumerable<SealedEntry>> AmongFew(
        LogContext context, List<LogPlace> few, AccessSelection selection, Draw draw, CancellationToken cancel)
    {
        var sequences = new List<(long Sequence, long Position)>();
        foreach (var part in few.Where(row => selection.Contains(Microseconds.ToTime(row.At))).Select(row => row.Position).Chunk(Few / 4))
        {
            sequences.AddRange((await context.Seals.Where(seal => EF.Parameter(part).Contains(seal.Position)).Select(seal => new { seal.Sequence, seal.Position }).ToListAsync(cancel))
                .Select(seal => (seal.Sequence, seal.Position)));
        }

        var chosen = sequences.Where(seal => seal.Sequence <= draw.UpTo).OrderBy(seal => SampleOrder.Key(draw.Seed, seal.Sequence)).Take(draw.Size).Select(seal => seal.Position).ToArray();
        return (await StoredEntry.AtAsync(context, chosen, cancel)).Select(Sealed);
    }

    private static async Task<IEnumerable<SealedEntry>> AmongMany(LogContext context, TenantUser reader, AccessSelection selection, Draw draw, CancellationToken cancel)
    {
        var found = new List<SealedEntry>();
        var tenant = reader.Tenant.Value;
        foreach (var part in SampleOrder.Portions(draw.Seed, draw.UpTo ?? 0, draw.Size * 4).SelectMany(portion => portion.Chunk(Portion)))
        {
            var positions = await context.Matching(reader.For(selection.Filter)).Where(row => row.Seal!.Tenant == tenant && EF.Parameter(part).Contains(row.Seal.Sequence))
                .Select(row => row.Position).ToListAsync(cancel);
            var rows = await StoredEntry.AtAsync(context, positions, cancel);
            found.AddRange(rows.Where(row => selection.Contains(Microseconds.ToTime(row.Entry.At)))
                .OrderBy(row => SampleOrder.Key(draw.Seed, row.Seal!.Sequence)).Select(Sealed));
            if (found.Count >= draw.Size)
            {
                break;
            }
        }

        return found.Take(draw.Size);
    }

    private static SealedEntry Sealed(StoredEntry row) =>
        new(row.Entry.ToAccess(), row.Seal is { } seal ? new(seal.Sequence, seal.Epoch, Convert.ToHexStringLower(seal.Hash)) : null);
}
