using Enterprise.Application.Background;

namespace Enterprise.Infrastructure.InsightsHub.Identity;

/// <summary>Begins the fetches that no request waits for: at start, regularly, and those that a limit put off.</summary>
internal sealed class KeyRefresher(BackgroundWork work, IdentityProviders providers, TimeProvider clock)
    : BackgroundLoop(work, "identity keys")
{
    /// <summary>
    /// The longest time between two looks. Less than <see cref="RefetchLimit.Pause"/>, so that a limit that begins between two looks
    /// is seen before it ends.
    /// </summary>
    public static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    /// <summary>Timers count whole milliseconds and would wake just before the limit ends.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    protected override async Task LoopAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var provider in providers.All)
            {
                provider.FetchDue();
            }

            var ends = providers.All.Select(provider => provider.Refetches.Remaining).Where(left => left > TimeSpan.Zero && left < Round);
            var pause = ends.Append(Round - Tick).Min() + Tick;
            await Task.Delay(pause, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
