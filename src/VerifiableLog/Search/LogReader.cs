using System.Text.Json;
using Enterprise.VerifiableLog.Retention;
using Enterprise.VerifiableLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Search;

/// <summary>
/// Reads entries of one chain, each read along an index and within <see cref="LogOptions.Deadline"/>. All throw <see cref="LogException"/>
/// where the log cannot be read, or not in time.
/// </summary>
internal sealed class LogReader(LimitedReading reading, Pseudonyms pseudonyms)
{
    /// <summary>So many entries are looked at one by one; where there are more, a way is taken that need not look at all.</summary>
    public const int Few = 10_000;

    private const int Portion = 500;
    private const long Hour = 3_600_000_000;

    /// <summary>The newest entries, newest first.</summary>
    /// <param name="before">Where the previous page ended; null for the newest.</param>
    public Task<List<StoredEntry>> NewestAsync(LogQuery query, LogPlace? before, int size, CancellationToken cancel) => reading.ReadAsync(
        async context =>
        {
            var found = await SelectiveFilter.FindAsync(context, query, before, size, pseudonyms, cancel)
                ?? await IndexScans.NewestAsync(IndexScans.Of(context, query, pseudonyms), before, size, cancel);
            var entries = await StoredEntry.AtAsync(context, [.. found.Select(one => one.Position)], cancel);
            return entries.OrderByDescending(row => row.Entry.At).ThenByDescending(row => row.Position).ToList();
        },
        cancel);

    /// <summary>The entry of an id, or null.</summary>
    public Task<StoredEntry?> FindAsync(LogQuery query, Guid id, CancellationToken cancel) => reading.ReadAsync(
        async context =>
        {
            var positions = await context.Matching(query).Where(row => row.Id == id).Select(row => row.Position).ToListAsync(cancel);
            return (await StoredEntry.AtAsync(context, positions, cancel)).SingleOrDefault();
        },
        cancel);

    /// <summary>Draws entries at random: those of the smallest <see cref="SampleOrder"/> among all that match.</summary>
    /// <param name="scope">What the reader may read at all.</param>
    /// <param name="upTo">The number of the last entry that takes part, or null for the last that there is.</param>
    /// <returns>The entries in the order in which they were drawn, and the number of the last entry that took part.</returns>
    public Task<(List<StoredEntry> Entries, long UpTo)> SampleAsync(
        LogQuery scope, LogQuery query, int size, long seed, long? upTo, CancellationToken cancel) => reading.ReadAsync(
        async context =>
        {
            var end = await Last(context, scope).FirstOrDefaultAsync(cancel);
            var last = Math.Min(upTo ?? end, end);
            var few = new List<LogPlace>();
            foreach (var scan in IndexScans.Of(context, query, pseudonyms).TakeWhile(_ => few.Count < Few))
            {
                few.AddRange(await IndexScans.NewestAsync([scan], before: null, Few, cancel));
            }

            var drawn = few.Count < Few
                ? await AmongFew(context, few, query, size, seed, last, cancel)
                : await AmongMany(context, query, size, seed, last, cancel);
            return (drawn.OrderBy(row => SampleOrder.Key(seed, row.Seal!.Sequence)).ToList(), last);
        },
        cancel);

    /// <summary>
    /// Counts entries by hours: for two queries, how many entries match in the hour from each start; an hour without any is left out.
    /// </summary>
    public Task<(Dictionary<long, long> One, Dictionary<long, long> Other)> CountByHourAsync(
        LogQuery one, LogQuery other, IReadOnlyList<long> starts, CancellationToken cancel) => reading.ReadAsync(
        async context => (await ByHour(context, one, [.. starts], cancel), await ByHour(context, other, [.. starts], cancel)), cancel);

    /// <summary>The values of two fields in the newest entries that have the first one, newest first; at most <see cref="Few"/>.</summary>
    public Task<List<(long At, string Value, string? Other)>> NewestValuesAsync(LogQuery query, LogField field, LogField other,
        CancellationToken cancel) =>
        reading.ReadAsync(
            async context =>
            {
                var found = new List<(long At, string Value, string? Other)>();
                foreach (var scan in IndexScans.Of(context, query, pseudonyms))
                {
                    found.AddRange((await scan.Where(row => EF.Property<string?>(row.Entry, field.Column) != null).Newest(before: null, Few)
                        .Select(row => new { row.At, Value = EF.Property<string>(row.Entry, field.Column),
                            Other = EF.Property<string?>(row.Entry, other.Column) })
                        .ToListAsync(cancel))
                        .Select(row => (row.At, row.Value, (string?)row.Other)));
                }

                return found.OrderByDescending(row => row.At).Take(Few).ToList();
            },
            cancel);

    /// <summary>
    /// The number of the newest entry that a sample may hold: for a reader who may not read the whole chain an own one, so that it does not
    /// say how many others there are after it.
    /// </summary>
    private static IQueryable<long> Last(LogContext context, LogQuery scope) => scope.IsAll
        ? context.Seals.Where(seal => seal.Tenant == scope.Chain).OrderByDescending(seal => seal.Sequence).Select(seal => seal.Sequence)
        : context.Matching(scope).Where(row => row.Seal != null).OrderByDescending(row => row.At).ThenByDescending(row => row.Position)
            .Select(row => row.Seal!.Sequence);

    /// <summary>One seek and one short walk through an index for each hour.</summary>
    private async Task<Dictionary<long, long>> ByHour(LogContext context, LogQuery query, long[] starts, CancellationToken cancel)
    {
        var counts = new Dictionary<long, long>();
        foreach (var scan in IndexScans.Of(context, query with { From = null, Until = null }, pseudonyms))
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

    private static async Task<IEnumerable<StoredEntry>> AmongFew(
        LogContext context, List<LogPlace> few, LogQuery query, int size, long seed, long upTo, CancellationToken cancel)
    {
        var sequences = new List<(long Sequence, long Position)>();
        foreach (var part in few.Where(row => query.Includes(row.At)).Select(row => row.Position).Chunk(Few / 4))
        {
            sequences.AddRange((await context.Seals.Where(seal => EF.Parameter(part).Contains(seal.Position))
                .Select(seal => new { seal.Sequence, seal.Position }).ToListAsync(cancel))
                .Select(seal => (seal.Sequence, seal.Position)));
        }

        var chosen = sequences.Where(seal => seal.Sequence <= upTo).OrderBy(seal => SampleOrder.Key(seed, seal.Sequence)).Take(size)
            .Select(seal => seal.Position).ToArray();
        return await StoredEntry.AtAsync(context, chosen, cancel);
    }

    private static async Task<IEnumerable<StoredEntry>> AmongMany(
        LogContext context, LogQuery query, int size, long seed, long upTo, CancellationToken cancel)
    {
        var found = new List<StoredEntry>();
        foreach (var part in SampleOrder.Portions(seed, upTo, size * 4).SelectMany(portion => portion.Chunk(Portion)))
        {
            var positions = await context.Matching(query)
                .Where(row => row.Seal!.Tenant == query.Chain && EF.Parameter(part).Contains(row.Seal.Sequence))
                .Select(row => row.Position).ToListAsync(cancel);
            var rows = await StoredEntry.AtAsync(context, positions, cancel);
            found.AddRange(rows.Where(row => query.Includes(row.Entry.At)).OrderBy(row => SampleOrder.Key(seed, row.Seal!.Sequence)));
            if (found.Count >= size)
            {
                break;
            }
        }

        return found.Take(size);
    }
}
