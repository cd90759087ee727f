using System.Diagnostics;

namespace Enterprise.VerifiableLog.Retention.Removal;

/// <summary>
/// Runs work in short steps beside a service that writes to the same store: a step is sized to take about 100 ms, and is followed by a
/// pause as long as it, at least 200 ms. A connection that waits for a locked SQLite file tries again every 150 ms (Microsoft.Data.Sqlite),
/// so that every waiter gets its turn after a step.
/// </summary>
internal sealed class Throttle
{
    private const int Least = 16;
    private const int Most = 4096;

    private static readonly TimeSpan Wanted = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MostRest = TimeSpan.FromMilliseconds(500);

    /// <summary>How many rows the next step takes.</summary>
    public int Size { get; private set; } = 256;

    /// <summary>Runs one step and then rests.</summary>
    public async Task RunAsync(Func<Task> step, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        await step();
        var taken = Stopwatch.GetElapsedTime(begun);
        Size = taken > Wanted ? Math.Max(Least, Size / 2) : taken < Wanted / 3 ? Math.Min(Most, Size * 2) : Size;
        await Task.Delay(taken < Rest ? Rest : taken > MostRest ? MostRest : taken, cancel)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
    }
}
