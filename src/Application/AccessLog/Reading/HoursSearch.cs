using Enterprise.Domain.Tenancy;

namespace Enterprise.Application.AccessLog.Reading;

/// <summary>
/// Searches hours of the week: first among the newest entries of any hour, of which often enough are meant; then span by span, each by the
/// log's own order in time, leaping over spans in which nothing is. After <see cref="Steps"/> steps the page is given as it is, with the
/// place to go on from, so that a page costs the same wherever the next entry may lie.
/// </summary>
internal sealed class HoursSearch(IAccessLog log, TenantUser reader, AccessFilter filter, HoursOfWeek hours)
{
    public const int Steps = 24;

    private const int Ahead = 4; // Outside working hours is about every third entry, and less than every fourth is not often.

    /// <summary>Searches span by span, from the newest on.</summary>
    /// <returns>The entries, and the place to go on from where the search was given up before it was over.</returns>
    public async Task<(IReadOnlyList<LoggedEntry> Found, EntryCursor? Reached)> RunAsync(
        EntryCursor? before, int size, DateTimeOffset now, CancellationToken cancel)
    {
        var found = new List<LoggedEntry>();
        // Entries of clocks that are ahead of this one's are entries too.
        var ahead = now.AddDays(1);
        var end = Earliest(Earliest(ahead, filter.Until), before?.Time < ahead ? After(before) : null);
        var any = await log.SearchAsync(reader, filter with { Until = end }, before, Ahead * size, cancel);
        found.AddRange(any.Where(logged => hours.Contains(logged.Entry.At)).Take(size));
        if (found.Count == size || any.Count < Ahead * size)
        {
            return (found, null);
        }

        before = any[^1].Cursor;
        end = Earliest(end, After(before));
        for (var step = 0; step < Steps; step++)
        {
            var newest = await log.SearchAsync(reader, filter with { Until = end }, before, 1, cancel);
            if (newest.Count == 0)
            {
                return (found, null);
            }

            var reachable = Earliest(end, newest[0].Entry.At.AddTicks(TimeSpan.TicksPerMicrosecond));
            var span = hours.Spans(filter.From, reachable).Take(1).ToList();
            if (span is not [var (from, until)])
            {
                return (found, null);
            }

            found.AddRange(await log.SearchAsync(reader, filter with { From = from, Until = until }, before, size - found.Count, cancel));
            if (found.Count == size)
            {
                return (found, null);
            }

            end = from;
        }

        return (found, EntryCursor.Before(end));
    }

    private static DateTimeOffset After(EntryCursor place) => place.Time.AddTicks(TimeSpan.TicksPerMicrosecond);

    private static DateTimeOffset Earliest(DateTimeOffset one, DateTimeOffset? other) => other < one ? other.Value : one;
}
