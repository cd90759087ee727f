using System.Globalization;
using Enterprise.Application.AccessLog.Reading;
using Enterprise.Web.Resources;

namespace Enterprise.Web.AccessLog;

/// <summary>Counts as chart data: bars over time, and a grid of hours and days of the week. Lengths are in units of the SVG.</summary>
internal sealed class Chart
{
    public const int Width = 1080;
    public const int Height = 180;
    public const int Cell = 28;

    private const int HourlyDays = 2;
    private const int DailyDays = 62;

    private readonly ChartAccessLog.Result _result;
    private readonly TimeZoneInfo _zone;

    public Chart(ChartAccessLog.Result result)
    {
        _result = result;
        _zone = result.Shown.ZoneInfo();
        var days = result.Last.DayNumber - result.First.DayNumber + 1;
        (Unit, Bars) = days <= HourlyDays ? (ChartUnit.Hour, Hourly())
            : days <= DailyDays ? (ChartUnit.Day, Daily(1)) : (ChartUnit.Week, Daily(7));
        Most = Math.Max(1, Bars.Max(bar => bar.All));
        Strip = Cells();
        MostInCell = Math.Max(1, Strip.Max(cell => cell.All));
    }

    /// <summary>The period of one bar.</summary>
    public ChartUnit Unit { get; }

    public IReadOnlyList<Bar> Bars { get; }

    /// <summary>The count of the highest bar, at least 1.</summary>
    public long Most { get; }

    /// <summary>Seven days, Monday first, of 24 hours each.</summary>
    public IReadOnlyList<Bar> Strip { get; }

    public long MostInCell { get; }

    public long All => Bars.Sum(bar => bar.All);

    public long Refused => Bars.Sum(bar => bar.Refused);

    public double Step => (double)Width / Bars.Count;

    /// <summary>Every how many bars a label is shown; at most seven labels.</summary>
    public int Every => (Bars.Count + 6) / 7;

    public static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    public double HeightOf(long count) => (double)Height * count / Most;

    /// <summary>The side of a square whose area is proportional to the count; at least 4, so that small counts stay visible.</summary>
    public double SideOf(long count) => count == 0 ? 0 : Math.Max(4, (Cell - 4) * Math.Sqrt((double)count / MostInCell));

    private IReadOnlyList<Bar> Hourly() => [.. Days(1).SelectMany(day => Enumerable.Range(0, 24).Select(hour => Bar(
        $"{FilterWords.Day(day.First)} {FilterWords.Hour(hour)}", FilterWords.Hour(hour),
        _result.Shown with { From = day.First, To = day.First, Hour = hour },
        time => _zone.Day(time) == day.First && Local(time).Hour == hour)))];

    private IReadOnlyList<Bar> Daily(int length)
    {
        var byDay = _result.Hours.ToLookup(hour => _zone.Day(hour.Start));
        return [.. Days(length).Select(days => Bar(
            days.First == days.Last
                ? AccessLogTexts.Charts_Bar_Day.Fill(FilterWords.Day(days.First), FilterWords.Of(days.First.DayOfWeek))
                : AccessLogTexts.Charts_Bar_Days.Fill(FilterWords.Day(days.First), FilterWords.Day(days.Last)),
            days.First.ToString("d MMM", CultureInfo.InvariantCulture), _result.Shown with { From = days.First, To = days.Last },
            [.. Enumerable.Range(days.First.DayNumber, days.Last.DayNumber - days.First.DayNumber + 1)
            .SelectMany(day => byDay[DateOnly.FromDayNumber(day)])]))];
    }

    private IReadOnlyList<Bar> Cells()
    {
        var byHour = _result.Hours.ToLookup(hour => (Local(hour.Start).DayOfWeek, Local(hour.Start).Hour));
        return [.. Enumerable.Range(1, 7).SelectMany(day => Enumerable.Range(0, 24).Select(hour => Bar(
            AccessLogTexts.Charts_Cell.Fill(
                FilterWords.Of((DayOfWeek)(day % 7)), FilterWords.Hour(hour), FilterWords.Hour(hour + 1)), FilterWords.Hour(hour),
            _result.Shown with { Weekday = (DayOfWeek)(day % 7), Hour = hour }, [.. byHour[((DayOfWeek)(day % 7), hour)]])))];
    }

    private IEnumerable<(DateOnly First, DateOnly Last)> Days(int length)
    {
        for (var first = _result.First; first <= _result.Last; first = first.AddDays(length))
        {
            var last = first.AddDays(length - 1);
            yield return (first, last < _result.Last ? last : _result.Last);
        }
    }

    private Bar Bar(string name, string label, EntryQuery query, Func<DateTimeOffset, bool> isIn) =>
        Bar(name, label, query, [.. _result.Hours.Where(hour => isIn(hour.Start))]);

    private static Bar Bar(string name, string label, EntryQuery query, IReadOnlyCollection<HourCount> hours) =>
        new(name, label, hours.Sum(hour => hour.All), hours.Sum(hour => hour.Refused), LogUrl.List(query));

    private DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, _zone);
}

/// <summary>Periods of a bar.</summary>
internal enum ChartUnit
{
    Hour,
    Day,
    Week,
}

/// <summary>One bar, or one cell of the grid.</summary>
/// <param name="Name">The period, in full.</param>
/// <param name="Label">The period, short.</param>
/// <param name="All">Number of entries.</param>
/// <param name="Refused">Number of entries that were denied or failed.</param>
/// <param name="Href">Link to the entries.</param>
internal sealed record Bar(string Name, string Label, long All, long Refused, string Href)
{
    public string Words => AccessLogTexts.Charts_Bar.Fill(
        Name, Shared.Words.Count(All, AccessLogTexts.Entries_One, AccessLogTexts.Entries_Other), Shared.Words.Count(Refused));
}
