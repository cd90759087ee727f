using Enterprise.Application.Health;
using Microsoft.Extensions.Hosting;

namespace Enterprise.Infrastructure.Health;

/// <summary>Lets the probes look again and again, so that a question for health never waits.</summary>
internal sealed class ProbeRunner(HealthBoard board, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await board.LookAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(board.Latest.Status == Domain.Health.HealthStatus.Green ? HealthBoard.Interval : HealthBoard.Interval / 5, clock, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
