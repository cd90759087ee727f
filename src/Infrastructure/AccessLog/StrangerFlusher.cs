using Enterprise.Application.AccessLog;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>Writes the counted refusals every second, and once more when the service stops; each number is one line of the service's log too.</summary>
internal sealed partial class StrangerFlusher(StrangerLog strangers, TimeProvider clock, ILogger<StrangerFlusher> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var (reason, number) in await strangers.FlushAsync())
            {
                Counted(logger, number, reason);
            }
        }
    }

    [LoggerMessage(3002, LogLevel.Information, "{Number} more requests without a valid token were answered with {Code} within a second")]
    private static partial void Counted(ILogger logger, int number, string code);
}
