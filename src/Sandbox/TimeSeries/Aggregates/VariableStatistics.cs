using System.Text.Json;
using Enterprise.Sandbox.TimeSeries.Signals;

namespace Enterprise.Sandbox.TimeSeries.Aggregates;

/// <summary>The aggregate of one variable over one interval. Bad values are counted and enter nothing else (assumed).</summary>
internal sealed class VariableStatistics
{
    private readonly int[] counts = new int[3];
    private double sum;
    private double squares;
    private (long Time, double Value)? first, last, least, most;

    public bool HasValues => first is not null;

    public void Add(long time, double value, Quality quality)
    {
        counts[(int)quality]++;
        if (quality == Quality.Bad)
        {
            return;
        }

        sum += value;
        squares += value * value;
        first ??= (time, value);
        last = (time, value);
        least = least is { } low && low.Value <= value ? low : (time, value);
        most = most is { } high && high.Value >= value ? high : (time, value);
    }

    /// <summary>Writes the members, or the one that was selected.</summary>
    public void Write(Utf8JsonWriter writer, IReadOnlySet<string>? fields)
    {
        var count = counts[(int)Quality.Good] + counts[(int)Quality.Uncertain];
        var average = sum / count;
        writer.WriteStartObject();
        WriteNumber("countgood", counts[(int)Quality.Good]);
        WriteNumber("countuncertain", counts[(int)Quality.Uncertain]);
        WriteNumber("countbad", counts[(int)Quality.Bad]);
        WriteNumber("sum", Math.Round(sum, 3));
        WriteNumber("average", Math.Round(average, 3));
        WritePoint("mintime", "minvalue", least!.Value);
        WritePoint("maxtime", "maxvalue", most!.Value);
        WritePoint("firsttime", "firstvalue", first!.Value);
        WritePoint("lasttime", "lastvalue", last!.Value);
        WriteNumber("sd", Math.Round(Math.Sqrt(Math.Max(0, (squares / count) - (average * average))), 3));
        writer.WriteEndObject();

        void WriteNumber(string name, double value)
        {
            if (fields?.Contains(name) is not false)
            {
                writer.WriteNumber(name, value);
            }
        }

        void WritePoint(string timeName, string valueName, (long Time, double Value) point)
        {
            if (fields?.Contains(timeName) is not false)
            {
                writer.WriteString(timeName, Timestamps.Text(point.Time));
            }

            WriteNumber(valueName, point.Value);
        }
    }
}
