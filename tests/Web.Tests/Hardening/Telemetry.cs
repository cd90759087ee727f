using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Enterprise.Web.Tests.Hardening;

/// <summary>
/// Listens to all traces and metrics of this process, as somebody who collects them would, with all that they say: names, tags, events. Of
/// calls by HTTP clients only metrics are taken, because the test itself makes such calls.
/// </summary>
internal sealed class Telemetry : IDisposable
{
    private readonly ConcurrentQueue<string> _traces = new();
    private readonly ConcurrentDictionary<string, bool> _metrics = new(StringComparer.Ordinal);
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();

    public Telemetry()
    {
        // The framework's switch for saying all that a trace can say: the application must not rely on how it stands.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", isEnabled: false);
        _activities = new()
        {
            ShouldListenTo = source => source.Name != "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _traces.Enqueue(string.Join(' ',
                [activity.OperationName, activity.DisplayName, Text(activity.TagObjects),
                Text(activity.Baggage.Select(one => KeyValuePair.Create<string, object?>(one.Key, one.Value))),
                    .. activity.Events.Select(one => $"{one.Name} {Text(one.Tags)}")])),
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        _meters.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Note(instrument, tags));
        _meters.Start();
    }

    /// <summary>What the traces said so far.</summary>
    public string Traces => string.Join('\n', _traces);

    /// <summary>What the metrics were said of so far.</summary>
    public string Metrics => string.Join('\n', _metrics.Keys);

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
    }

    private void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _metrics.TryAdd($"{instrument.Name} {Text(tags.ToArray())}", true);

    private static string Text(IEnumerable<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', tags.Select(tag => $"{tag.Key}={tag.Value}"));
}
