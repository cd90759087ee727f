namespace Enterprise.Application.AccessLog.Reading;

/// <summary>
/// Hours of the week as the clocks of a time zone show them, for example those outside working hours. Days on which clocks change are as
/// long as they are.
/// </summary>
/// <param name="isMeant">Whether a day's hour (0 to 23) is among them.</param>
public sealed class HoursOfWeek(TimeZoneInfo zone, Func<DayOfWeek, int, bool> isMeant)
{
    private static readonly DateOnly FirstDay = DateOnly.FromDateTime(DateTime.UnixEpoch);

    /// <summary>Whether a moment lies in these hours.</summary>
    public bool Contains(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        return isMeant(local.DayOfWeek, local.Hour);
    }

    /// <summary>The spans of these hours, newest first; neighbouring hours are one span.</summary>
    /// <param name="from">Where the oldest begins at the earliest; the beginning of 1970 where nothing is said.</param>
    /// <param name="until">Where the newest ends at the latest.</param>
    /// <returns>Begin and end of each span, the end not included; made while they are read.</returns>
    public IEnumerable<(DateTimeOffset From, DateTimeOffset Until)> Spans(DateTimeOffset? from, DateTimeOffset until)
    {
        var first = from > DateTimeOffset.UnixEpoch ? from.Value : DateTimeOffset.UnixEpoch;
        (DateTimeOffset From, DateTimeOffset Until)? open = null;
        foreach (var hour in HoursBackFrom(until).TakeWhile(hour => hour.Until > first))
        {
            var span = (From: Later(hour.From, first), Until: Earlier(hour.Until, until));
            if (span.From >= span.Until)
            {
                continue;
            }

            if (open is { } newer && newer.From != span.Until)
            {
                yield return newer;
                open = null;
            }

            open = (span.From, open?.Until ?? span.Until);
        }

        if (open is { } last)
        {
            yield return last;
        }
    }

    private IEnumerable<(DateTimeOffset From, DateTimeOffset Until)> HoursBackFrom(DateTimeOffset until)
    {
        for (var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(until, zone).DateTime); day >= FirstDay; day = day.AddDays(-1))
        {
            for (var hour = 23; hour >= 0; hour--)
            {
                if (isMeant(day.DayOfWeek, hour))
                {
                    yield return (zone.Moment(day, hour), hour == 23 ? zone.Moment(day.AddDays(1), 0) : zone.Moment(day, hour + 1));
                }
            }
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
