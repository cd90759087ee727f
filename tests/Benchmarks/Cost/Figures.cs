using System.Diagnostics;
using System.Globalization;

namespace Enterprise.Benchmarks.Cost;

/// <summary>What requests of one kind cost the process that answered them.</summary>
/// <param name="Cpu">Microseconds of processor time per request, user and system.</param>
/// <param name="Rate">Requests per second.</param>
/// <param name="P50">Median latency in milliseconds.</param>
/// <param name="P99">99th percentile of the latency in milliseconds.</param>
/// <param name="Allocated">Kilobytes allocated per request.</param>
/// <param name="Bytes">Size of a response with its headers.</param>
internal sealed record Figures(double Cpu, double Rate, double P50, double P99, double Allocated, int Bytes)
{
    public static string Heading =>
        $"{"",-30}{"CPU µs",-24}{"ratio to the limit",-24}{"requests/s",10}{"p50 ms",9}{"p99 ms",9}{"allocated KB",14}{"bytes",8}";

    public static async Task<Figures> MeasureAsync(Uri origin, string socket, Exchange exchange, int connections, TimeSpan time)
    {
        var (before, begun) = (await Used.ByAsync(socket), Stopwatch.GetTimestamp());
        var (times, bytes) = await Load.RunAsync(origin, exchange, connections, time);
        var (took, after) = (Stopwatch.GetElapsedTime(begun), await Used.ByAsync(socket));
        return new(
            (after.Cpu - before.Cpu).TotalMicroseconds / times.Count, times.Count / took.TotalSeconds,
            times[times.Count / 2], times[times.Count * 99 / 100], (after.Allocated - before.Allocated) / 1024.0 / times.Count, bytes);
    }
}

/// <summary>A row of a round, and the limit just before it.</summary>
internal sealed record Pair(Figures Limit, Figures Row)
{
    /// <summary>A line of the table: medians, and the least and the greatest of the rounds.</summary>
    public static string Line(string name, IReadOnlyList<Pair> rounds)
    {
        return $"{name,-30}{Range(pair => pair.Row.Cpu, "F0"),-24}{Range(pair => pair.Row.Cpu / pair.Limit.Cpu, "F2"),-24}"
            + $"{Median(pair => pair.Row.Rate, "F0"),10}{Median(pair => pair.Row.P50, "F1"),9}{Median(pair => pair.Row.P99, "F1"),9}"
            + $"{Median(pair => pair.Row.Allocated, "F1"),14}{Median(pair => pair.Row.Bytes, "F0"),8}";

        string Range(Func<Pair, double> of, string format) =>
            $"{Median(of, format)} ({Text(rounds.Min(of), format)}–{Text(rounds.Max(of), format)})";

        string Median(Func<Pair, double> of, string format) => Text(rounds.Select(of).Order().ElementAt(rounds.Count / 2), format);

        static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
    }
}
