using System.Text.Json;
using Enterprise.Sandbox.AssetManagement;
using Enterprise.Sandbox.TimeSeries.Aggregates;

namespace Enterprise.Sandbox.TimeSeries;

/// <summary>The platform's IoT Time Series API, version 3, and Aggregates API, version 4, read side.</summary>
internal static class TimeSeriesApi
{
    /// <summary>Documented: the scope that reads time series. The other one is that of an administrator.</summary>
    private static readonly string[] Scopes = ["mdsp:core:iot.timUser", "mdsp:core:iot.timAdmin"];

    private static readonly string[] ReadingMethods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapTimeSeries(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/api/iottimeseries/v3/timeseries/{id}/{aspect}", ReadingMethods, AnswerAsync);
        routes.MapMethods("/api/iottsaggregates/v4/aggregates", ReadingMethods, AggregatesApi.AnswerAsync);
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var request = new SeriesRequest(context);
        try
        {
            var series = request.Series((string)context.Request.RouteValues["id"]!, (string)context.Request.RouteValues["aspect"]!, Scopes);
            await RecordWriter.WriteAsync(request, series, TimeSeriesQuery.Of(request, series));
        }
        catch (TimeSeriesException refusal)
        {
            await WriteErrorAsync(context, refusal, request.Options.Clock.GetUtcNow());
        }
    }

    /// <summary>The body that was measured: timestamp, status, error, message, path.</summary>
    private static async Task WriteErrorAsync(HttpContext context, TimeSeriesException refusal, DateTimeOffset now)
    {
        context.Response.StatusCode = refusal.Status;
        context.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter, Hal.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("timestamp", Timestamps.Text(now.ToUnixTimeMilliseconds()));
        writer.WriteNumber("status", refusal.Status);
        writer.WriteString("error", Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(refusal.Status));
        writer.WriteString("message", refusal.Message);
        writer.WriteString("path", context.Request.Path);
        writer.WriteEndObject();
    }
}
