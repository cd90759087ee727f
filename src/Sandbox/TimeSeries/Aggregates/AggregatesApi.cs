using System.Text.Json;
using Enterprise.Sandbox.AssetManagement;
using Enterprise.Sandbox.Data;
using Enterprise.Sandbox.Identity;
using Enterprise.Sandbox.TimeSeries.Signals;
using Microsoft.AspNetCore.Http.Features;

namespace Enterprise.Sandbox.TimeSeries.Aggregates;

/// <summary>
/// <c>GET /aggregates</c>. Intervals are aligned with the tenant's time zone and left out where nothing was measured (documented).
/// Variables that are no numbers are left out, because the platform's own client needs an average of every variable.
/// </summary>
internal static class AggregatesApi
{
    private static readonly string[] Scopes = ["mdsp:core:iot.tsaUser", "mdsp:core:iot.timAdmin"];

    public static async Task AnswerAsync(HttpContext context)
    {
        var request = new SeriesRequest(context);
        try
        {
            var series = request.Series(Required(request, "assetId"), Required(request, "aspectName"), Scopes);
            await WriteAsync(request, series, AggregateQuery.Of(request), Select(request, series));
        }
        catch (TimeSeriesException refusal)
        {
            await ErrorBody.WriteAsync(context.Response, new ApiException(refusal.Status, "mdsp.core.generic." + CodeOf(refusal.Status),
                refusal.Message));
        }
    }

    /// <summary>The generic codes that the platform's SDK documents for this API.</summary>
    private static string CodeOf(int status) => status switch { 403 => "forbidden", 404 => "noMatch", _ => "invalidParameter" };

    private static string Required(SeriesRequest request, string name) =>
        request.Text(name) ?? throw TimeSeriesException.BadInput($"Parameter '{name}' is missing");

    /// <summary>The selected variables, each with its selected members, or null for all members.</summary>
    private static List<(SeriesVariable Variable, HashSet<string>? Fields)> Select(SeriesRequest request, AspectSeries series)
    {
        var numbers = series.Variables.Where(variable => variable.Quantity.IsNumber);
        return request.Text("select") is not { } select
            ? [.. numbers.Select(variable => (variable, (HashSet<string>?)null))]
            : [.. select.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(item => item.Split('.', 2)).GroupBy(parts => parts[0], StringComparer.Ordinal)
                .Select(group => (
                    series.Variables.FirstOrDefault(variable => variable.Name == group.Key)
                        ?? throw TimeSeriesException.UnknownVariable(group.Key),
                    group.Any(parts => parts.Length == 1) ? null : group.Select(parts => parts[1]).ToHashSet(StringComparer.Ordinal)))
                .Where(selected => selected.Item1.Quantity.IsNumber)];
    }

    private static async Task WriteAsync(
        SeriesRequest request, AspectSeries series, AggregateQuery query, List<(SeriesVariable Variable, HashSet<string>? Fields)> selected)
    {
        request.Http.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(request.Http.Response.BodyWriter, Hal.WriterOptions);
        writer.WriteStartObject();
        writer.WriteStartArray("aggregates");
        var tenant = request.Http.Features.GetRequiredFeature<ApiCaller>().Tenant;
        var zone = ZoneOf(request.Http.RequestServices.GetRequiredService<TenantCatalog>().Of(tenant).Root.Timezone);
        var end = DateTimeOffset.FromUnixTimeMilliseconds(query.To);
        var local = query.Unit.Floor(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(query.From), zone).DateTime);
        while (Milliseconds(local, zone) < end.ToUnixTimeMilliseconds())
        {
            var next = query.Unit.Add(local, query.Value);
            WriteInterval(writer, series, selected, Milliseconds(local, zone), Milliseconds(next, zone), request.Now);
            local = next;
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteInterval(
        Utf8JsonWriter writer, AspectSeries series, List<(SeriesVariable Variable, HashSet<string>? Fields)> selected, long from, long to,
            long now)
    {
        var statistics = selected.ConvertAll(_ => new VariableStatistics());
        for (var number = series.FirstAfter(from - 1); series.TimeOf(number) < Math.Min(to, now + 1); number++)
        {
            if (!series.Arrived(number))
            {
                continue;
            }

            for (var index = 0; index < selected.Count; index++)
            {
                var variable = selected[index].Variable;
                if (AspectSeries.Holds(number, variable))
                {
                    var (time, quality) = series.Sample(number, variable);
                    statistics[index].Add(series.TimeOf(number), variable.Quantity.Number(time), quality);
                }
            }
        }

        if (!statistics.Exists(one => one.HasValues))
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("starttime", Timestamps.Text(from));
        writer.WriteString("endtime", Timestamps.Text(to));
        for (var index = 0; index < selected.Count; index++)
        {
            if (statistics[index].HasValues)
            {
                writer.WritePropertyName(selected[index].Variable.Name);
                statistics[index].Write(writer, selected[index].Fields);
            }
        }

        writer.WriteEndObject();
    }

    private static TimeZoneInfo ZoneOf(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>A local time that daylight saving skips is taken as if it had not begun.</summary>
    private static long Milliseconds(DateTime local, TimeZoneInfo zone) =>
        new DateTimeOffset(local, zone.IsInvalidTime(local) ? zone.BaseUtcOffset : zone.GetUtcOffset(local)).ToUnixTimeMilliseconds();
}
