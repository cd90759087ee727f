namespace Enterprise.Application.AccessLog.Reading;

/// <summary>Days and hours of a time zone as moments.</summary>
public static class LocalTime
{
    private static readonly DateOnly First = new(1970, 1, 2);
    private static readonly DateOnly Last = new(9998, 12, 31);

    /// <summary>
    /// The moment at which a clock first shows an hour. An hour that clocks skip begins where they go on; one that they show twice begins
    /// the first time. Days outside 1970 to 9998 are taken for the first or the last of these.
    /// </summary>
    /// <param name="zone">The time zone of the clock.</param>
    /// <param name="hour">The hour, 0 to 23.</param>
    public static DateTimeOffset Moment(this TimeZoneInfo zone, DateOnly day, int hour = 0)
    {
        var local = (day < First ? First : day > Last ? Last : day).ToDateTime(new TimeOnly(hour, 0));
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>The day that a zone's calendar shows.</summary>
    public static DateOnly Day(this TimeZoneInfo zone, DateTimeOffset moment) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);
}
