namespace Enterprise.Sandbox.TimeSeries.Aggregates;

/// <summary>A unit of intervals, with the interval values and the range that are documented for it.</summary>
/// <param name="Name">The value of <c>intervalUnit</c>.</param>
/// <param name="Step">The values of <c>intervalValue</c> are its multiples.</param>
/// <param name="MostValue">The greatest <c>intervalValue</c>.</param>
/// <param name="Length">The length of the shortest interval; of a month 28 days.</param>
/// <param name="MostRange">The greatest range.</param>
internal sealed record IntervalUnit(string Name, int Step, int MostValue, TimeSpan Length, TimeSpan MostRange)
{
    public static IntervalUnit Minute { get; } = new("minute", 2, 60, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24));

    public static IntervalUnit Hour { get; } = new("hour", 1, 24, TimeSpan.FromHours(1), TimeSpan.FromDays(7));

    public static IntervalUnit Day { get; } = new("day", 1, 90, TimeSpan.FromDays(1), TimeSpan.FromDays(90));

    public static IntervalUnit Week { get; } = new("week", 1, 12, TimeSpan.FromDays(7), TimeSpan.FromDays(90));

    public static IntervalUnit Month { get; } = new("month", 1, 3, TimeSpan.FromDays(28), TimeSpan.FromDays(90));

    public static IReadOnlyList<IntervalUnit> All { get; } = [Minute, Hour, Day, Week, Month];

    /// <summary>The last boundary of a pre-computed interval that is not after a local time.</summary>
    public DateTime Floor(DateTime local) => Name switch
    {
        "minute" => local.Date.AddMinutes(Math.Floor(local.TimeOfDay.TotalMinutes / 2) * 2),
        "hour" => local.Date.AddHours(local.Hour),
        "day" => local.Date,
        "week" => local.Date.AddDays(-(((int)local.DayOfWeek + 6) % 7)),
        _ => new DateTime(local.Year, local.Month, 1, 0, 0, 0, local.Kind),
    };

    public DateTime Add(DateTime local, int value) => Name == "month" ? local.AddMonths(value) : local + (Length * value);
}
