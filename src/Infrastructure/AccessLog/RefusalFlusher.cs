using Enterprise.Application.AccessLog.Recording;
using Enterprise.Application.Background;
using Microsoft.Extensions.Logging;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>
/// Writes the counted refusals every second, and once more when the service stops; each number is one line of the service's log too.
/// </summary>
internal sealed partial class RefusalFlusher(
    BackgroundWork work, RefusalRecorder refusals, TimeProvider clock, ILogger<RefusalFlusher> logger)
    : BackgroundLoop(work, "refusal counts")
{
    protected override async Task LoopAsync(CancellationToken stop)
    {
        do
        {
            await Task.Delay(TimeSpan.FromSeconds(1), clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var (tenant, user, reason, number) in await refusals.FlushAsync())
            {
                if (tenant is null)
                {
                    Counted(logger, number, reason);
                }
                else
                {
                    Throttled(logger, number, tenant.Value, user!.Length > MostOfAnId ? "…" : user, reason);
                }
            }
        }
        while (!stop.IsCancellationRequested);
    }

    /// <summary>As in the line of a request: of foreign text an id fits, a token does not.</summary>
    private const int MostOfAnId = 64;

    [LoggerMessage(3002, LogLevel.Information, "{Number} more requests without a valid token were answered with {Code} within a second")]
    private static partial void Counted(ILogger logger, int number, string code);

    [LoggerMessage(3006, LogLevel.Information,
        "{Number} more requests of tenant {Tenant}, user {User} were answered with {Code} within a second")]
    private static partial void Throttled(ILogger logger, int number, string tenant, string user, string code);
}
