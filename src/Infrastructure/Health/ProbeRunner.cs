using Enterprise.Application.Background;
using Enterprise.Application.Health;
using Enterprise.Domain.Health;

namespace Enterprise.Infrastructure.Health;

/// <summary>
/// Runs the probes, each at its own pace, so that a request for health never waits and no probe waits for another. A probe that is not
/// green runs every second, and more often in the first second, so that the start does not wait for what was not there yet.
/// </summary>
internal sealed class ProbeRunner(BackgroundWork work, HealthBoard board, TimeProvider clock) : BackgroundLoop(work, "probes")
{
    private static readonly TimeSpan InTrouble = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AtFirst = TimeSpan.FromMilliseconds(100);

    private const int FirstLooks = 10;

    protected override Task LoopAsync(CancellationToken stop) => Task.WhenAll(board.Probes.Select(probe =>
        Work.RunLoopAsync($"probe {probe.Name}", ending => LookOnAsync(probe, ending), isEssential: false, stop)));

    private async Task LookOnAsync(IProbe probe, CancellationToken stop)
    {
        for (var look = 1L; !stop.IsCancellationRequested; look++)
        {
            var isGreen = await board.LookAsync(probe, stop) == HealthStatus.Green;
            await Task.Delay(isGreen ? probe.Interval : look < FirstLooks ? AtFirst : InTrouble, clock, stop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
