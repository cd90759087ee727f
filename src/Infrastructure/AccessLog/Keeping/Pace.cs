using System.Diagnostics;

namespace Enterprise.Infrastructure.AccessLog.Keeping;

/// <summary>
/// Work in short steps beside a service that writes to the same store: a step is sized to take about 100 ms, and after each the service has as long for itself, at least 200 ms.
/// Whoever waits for a SQLite file looks for it every 150 ms (Microsoft.Data.Sqlite), so that after each step everybody's turn has come.
/// </summary>
internal sealed class Pace
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
        await Task.Delay(taken < Rest ? Rest : taken > MostRest ? MostRest : taken, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
    }
}
