using System.Diagnostics;

namespace Enterprise.Infrastructure.AccessLog.Keeping;

/// <summary>
/// Work in short steps beside a service that writes to the same store: a step is sized to take about 100 ms, and after each the service has as long for itself.
/// </summary>
internal sealed class Pace
{
    private const int Least = 16;
    private const int Most = 4096;

    private static readonly TimeSpan Wanted = TimeSpan.FromMilliseconds(100);

    /// <summary>How many rows the next step takes.</summary>
    public int Size { get; private set; } = 256;

    /// <summary>Runs one step and waits as long as it took, at least 10 ms.</summary>
    public async Task RunAsync(Func<Task> step, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        await step();
        var taken = Stopwatch.GetElapsedTime(begun);
        Size = taken > Wanted ? Math.Max(Least, Size / 2) : taken < Wanted / 3 ? Math.Min(Most, Size * 2) : Size;
        await Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp(taken.TotalMilliseconds, 10, 500)), cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
    }
}
