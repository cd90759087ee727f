using System.Text.Json;
using Enterprise.Sandbox.AssetManagement;
using Enterprise.Sandbox.Hosting;
using Enterprise.Sandbox.TimeSeries.Signals;

namespace Enterprise.Sandbox.TimeSeries;

/// <summary>Writes records: an array, and the header <c>Link</c> to the next page where there are more.</summary>
internal static class RecordWriter
{
    /// <summary>A latest value is at least two hours and at most 30 days old (documented).</summary>
    private const long YoungestLatest = 2 * 3_600_000L, OldestLatest = 30 * 24 * 3_600_000L;

    /// <summary>More records than this are never searched for one that holds a selected variable.</summary>
    private const int MostSkipped = 500_000;

    public static async Task WriteAsync(SeriesRequest request, AspectSeries series, TimeSeriesQuery query)
    {
        var isBackward = query.Descending || query.IsLatest;
        var numbers = query.IsLatestValue ? LatestValues(series, query, request.Now) : Numbers(series, query, isBackward);
        var page = numbers.Take(query.IsLatestValue ? int.MaxValue : query.Limit + 1).ToList();
        if (!query.IsLatestValue && page.Count > query.Limit)
        {
            page.RemoveAt(query.Limit);
            if (!query.IsLatest)
            {
                request.Http.Response.Headers.Link = $"<{NextPage(request, query, series.TimeOf(page[^1]))}>; rel=\"next\"";
            }
        }

        if (isBackward && !query.Descending)
        {
            page.Reverse();
        }

        request.Http.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(request.Http.Response.BodyWriter, Hal.WriterOptions);
        writer.WriteStartArray();
        foreach (var number in page)
        {
            Write(writer, series, query, number, request.Options);
        }

        writer.WriteEndArray();
    }

    /// <summary>
    /// The numbers of the records after <c>from</c> (exclusive) up to <c>to</c> (inclusive) that hold a selected variable.
    /// </summary>
    private static IEnumerable<long> Numbers(AspectSeries series, TimeSeriesQuery query, bool isBackward)
    {
        var (first, last) = (series.FirstAfter(query.From), series.FirstAfter(query.To) - 1);
        var count = (int)Math.Min(MostSkipped, last - first + 1);
        for (var step = 0; step < count; step++)
        {
            var number = isBackward ? last - step : first + step;
            if (series.Arrived(number) && query.Variables.Any(variable => AspectSeries.Holds(number, variable)))
            {
                yield return number;
            }
        }
    }

    /// <summary>The newest record of each variable; one record may be that of several.</summary>
    private static IEnumerable<long> LatestValues(AspectSeries series, TimeSeriesQuery query, long now)
    {
        var (first, last) = (series.FirstAfter(now - OldestLatest), series.FirstAfter(now - YoungestLatest) - 1);
        return query.Variables
            .Select(variable => Enumerable.Range(0, (int)(last - first + 1)).Select(step => last - step)
                .FirstOrDefault(number => series.Arrived(number) && AspectSeries.Holds(number, variable), long.MinValue))
            .Where(number => number != long.MinValue).Distinct().Order();
    }

    private static string NextPage(SeriesRequest request, TimeSeriesQuery query, long lastTime)
    {
        var http = request.Http.Request;
        var path = $"{http.Scheme}://{http.Host}{http.PathBase}{request.Http.ApiPath()}";
        var (from, to) = query.Descending ? (query.From, lastTime - 1) : (lastTime, query.To);
        var select = request.Text("select") is { } variables ? $"&select={Uri.EscapeDataString(variables)}" : "";
        var sort = query.Descending ? "&sort=desc" : "";
        return $"{path}?from={Timestamps.Text(from)}&to={Timestamps.Text(to)}&limit={query.Limit}{select}{sort}";
    }

    private static void Write(Utf8JsonWriter writer, AspectSeries series, TimeSeriesQuery query, long number, SandboxOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("_time", Timestamps.Text(series.TimeOf(number)));
        foreach (var variable in query.Variables)
        {
            if (AspectSeries.Holds(number, variable))
            {
                var (time, quality) = series.Sample(number, variable);
                WriteValue(writer, variable, time, quality);
                writer.WriteNumber(variable.QualityName, Code(quality, options));
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, SeriesVariable variable, long time, Quality quality)
    {
        switch (variable.Quantity.Kind)
        {
            case ValueKind.Number:
                writer.WriteNumber(variable.Name, quality == Quality.Bad ? 0 : variable.Quantity.Number(time));
                break;
            case ValueKind.Truth:
                writer.WriteBoolean(variable.Name, variable.Quantity.Truth(time));
                break;
            default:
                writer.WriteString(variable.Name, variable.Quantity.Word(time));
                break;
        }
    }

    /// <summary>0 for good was measured; the others are the severities of OPC UA as a signed number, or 1 and 2 with a switch.</summary>
    private static int Code(Quality quality, SandboxOptions options) => (quality, options.SmallQualityCodes) switch
    {
        (Quality.Good, _) => 0,
        (Quality.Uncertain, false) => 0x40000000,
        (Quality.Bad, false) => int.MinValue,
        (Quality.Uncertain, true) => 1,
        _ => 2,
    };
}
