using System.Globalization;

namespace Enterprise.Sandbox.TimeSeries.Aggregates;

/// <summary>
/// Range and interval of a read, completed by the rules that the platform's SDK documents: see <see cref="Complete"/>. Times are
/// milliseconds since 1970.
/// </summary>
internal sealed record AggregateQuery(long From, long To, IntervalUnit Unit, int Value)
{
    private const long Day = 24 * 3_600_000L;
    private const long GreatestRange = 90 * Day;

    /// <summary>Reads the parameters.</summary>
    /// <exception cref="TimeSeriesException">One is wrong, or the range is too long for the interval.</exception>
    public static AggregateQuery Of(SeriesRequest request)
    {
        var unit = request.Text("intervalUnit") is not { } name ? null
            : IntervalUnit.All.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw TimeSeriesException.BadInput($"Parameter 'intervalUnit' has the invalid value '{name}'");
        var value = Number(request, "intervalValue");
        if (unit is null != value is null)
        {
            throw TimeSeriesException.BadInput("Parameters 'intervalUnit' and 'intervalValue' must be given together");
        }

        if (unit is not null && (value > unit.MostValue || value % unit.Step != 0))
        {
            throw TimeSeriesException.BadInput($"Parameter 'intervalValue' must be a multiple of {unit.Step} and at most "
                + $"{unit.MostValue} for {unit.Name}");
        }

        var query = Complete(request.Time("from"), request.Time("to"), unit, value ?? 0, Number(request, "count"), request.Now);
        return query.From >= query.To ? throw TimeSeriesException.BadInput("Parameter 'to' must be after 'from'")
            : query.To - query.From > query.Unit.MostRange.TotalMilliseconds
            ? throw TimeSeriesException.BadInput(
                $"The time range of {query.Unit.Name} aggregates can't exceed "
                    + $"{query.Unit.MostRange.TotalDays.ToString(CultureInfo.InvariantCulture)} days")
            : query;
    }

    /// <summary>
    /// Without any parameter: days, seven of them, until now. With <c>from</c> alone: 90 days, or until now. With <c>to</c> alone: the 90
    /// days before. With an interval, a count and one end: the other end follows. Without an interval: the longest that fits into the
    /// range, or the range divided by the count.
    /// </summary>
    private static AggregateQuery Complete(long? from, long? to, IntervalUnit? unit, int value, int? count, long now)
    {
        if (unit is not null && count is { } number && from is null != to is null)
        {
            var length = (long)(unit.Length * value * number).TotalMilliseconds;
            return new(from ?? to!.Value - length, to ?? from!.Value + length, unit, value);
        }

        var end = to ?? (from is { } begin ? Math.Min(now, (begin - (begin % Day)) + GreatestRange) : now);
        var start = from ?? (to is null ? end - (7 * Day) : end - GreatestRange);
        if (unit is not null)
        {
            return new(start, end, unit, value);
        }

        var range = TimeSpan.FromMilliseconds(end - start);
        return count is { } parts ? Divided(start, end, range / parts)
            : range >= IntervalUnit.Day.Length ? new(start, end, IntervalUnit.Day, 1)
            : range >= IntervalUnit.Hour.Length ? new(start, end, IntervalUnit.Hour, 1)
            : new(start, end, IntervalUnit.Minute, 2);
    }

    private static AggregateQuery Divided(long start, long end, TimeSpan part)
    {
        var unit = part >= IntervalUnit.Day.Length ? IntervalUnit.Day : part >= IntervalUnit.Hour.Length ? IntervalUnit.Hour
            : IntervalUnit.Minute;
        var value = (int)Math.Ceiling(part / (unit.Length * unit.Step)) * unit.Step;
        return new(start, end, unit, Math.Clamp(value, unit.Step, unit.MostValue));
    }

    private static int? Number(SeriesRequest request, string name) => request.Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 10_000 ? number
        : throw TimeSeriesException.BadInput($"Parameter '{name}' has the invalid value '{text}'");
}
