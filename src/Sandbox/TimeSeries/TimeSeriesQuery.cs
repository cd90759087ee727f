using System.Globalization;
using Enterprise.Sandbox.TimeSeries.Signals;

namespace Enterprise.Sandbox.TimeSeries;

/// <summary>
/// The parameters of a read. Measured: the range may be 90 days, the limit 2,000. Assumed: without <c>to</c> the range ends now, without
/// <c>from</c> it begins 90 days before <c>to</c>; without both, the newest record is read, or as many as <c>limit</c> says.
/// </summary>
internal sealed record TimeSeriesQuery(
    long From, long To, int Limit, bool Descending, bool IsLatest, bool IsLatestValue, IReadOnlyList<SeriesVariable> Variables)
{
    public const int GreatestLimit = 2000;

    private const long Day = 24 * 3_600_000;
    private const long GreatestRange = 90 * Day;

    /// <summary>Reads the parameters.</summary>
    /// <exception cref="TimeSeriesException">One is wrong.</exception>
    public static TimeSeriesQuery Of(SeriesRequest request, AspectSeries series)
    {
        var (from, to) = (request.Time("from"), request.Time("to"));
        var isLatestValue = Flag(request, "latestValue");
        if (isLatestValue && (from ?? to) is not null | request.Text("limit") is not null)
        {
            throw TimeSeriesException.BadInput("Input latestValue can't be combined with from, to or limit");
        }

        var isLatest = from is null && to is null;
        var end = to ?? request.Now;
        var begin = from ?? end - GreatestRange;
        if (begin > end)
        {
            throw TimeSeriesException.BadOrder("to");
        }

        if (end - begin > GreatestRange)
        {
            throw TimeSeriesException.BadInput("Input time range can't exceed 90 days");
        }

        return new(begin, Math.Min(end, request.Now), LimitOf(request, isLatest), IsDescending(request), isLatest, isLatestValue,
            Select(request, series));
    }

    private static int LimitOf(SeriesRequest request, bool isLatest)
    {
        if (request.Text("limit") is not { } text)
        {
            return isLatest ? 1 : GreatestLimit;
        }

        return !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit == 0
            ? throw TimeSeriesException.BadInput($"Input limit[{text}] must be a positive number")
            : limit > GreatestLimit
            ? throw TimeSeriesException.BadInput($"Input limit[{limit}] can't exceed max configured limit of - {GreatestLimit}")
            : limit;
    }

    private static bool IsDescending(SeriesRequest request) => request.Text("sort")?.ToLowerInvariant() switch
    {
        null or "asc" => false,
        "desc" => true,
        var other => throw TimeSeriesException.BadInput($"Input sort[{other}] must be asc or desc"),
    };

    private static bool Flag(SeriesRequest request, string name) => request.Text(name) is { } text
        && (bool.TryParse(text, out var flag) ? flag : throw TimeSeriesException.BadInput($"Input {name}[{text}] must be true or false"));

    private static IReadOnlyList<SeriesVariable> Select(SeriesRequest request, AspectSeries series) =>
        request.Text("select") is not { } select
        ? series.Variables
        : [.. select.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)
            .Select(name => series.Variables.FirstOrDefault(variable => variable.Name == name)
                ?? throw TimeSeriesException.UnknownVariable(name))];
}
