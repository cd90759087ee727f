using Enterprise.Application.Health;
using Enterprise.Domain.Health;
using Microsoft.Extensions.Hosting;

namespace Enterprise.Infrastructure.Health;

/// <summary>
/// Lets the probes look again and again, each at its own pace, so that a question for health never waits and no probe waits for another. What is not green is
/// looked at every second, and in the first second more often: a start is not held up by what was not there yet at the first look.
/// </summary>
internal sealed class ProbeRunner(HealthBoard board, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan InTrouble = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AtFirst = TimeSpan.FromMilliseconds(100);

    private const int FirstLooks = 10;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(board.Probes.Select(probe => Task.Run(() => LookOnAsync(probe, stoppingToken), stoppingToken)));

    private async Task LookOnAsync(IProbe probe, CancellationToken stop)
    {
        for (var look = 1L; !stop.IsCancellationRequested; look++)
        {
            var found = board.LookAsync(probe, stop);
            await ((Task)found).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var isGreen = found.IsCompletedSuccessfully && await found == HealthStatus.Green;
            await Task.Delay(isGreen ? probe.Interval : look < FirstLooks ? AtFirst : InTrouble, clock, stop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
