using Enterprise.Application.AccessLog;
using Microsoft.Extensions.Hosting;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>Writes the counted refusals every second, and once more when the service stops.</summary>
internal sealed class StrangerFlusher(StrangerLog strangers, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await strangers.FlushAsync();
        }
    }
}
