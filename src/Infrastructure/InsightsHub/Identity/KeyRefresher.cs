using Microsoft.Extensions.Hosting;

namespace Enterprise.Infrastructure.InsightsHub.Identity;

/// <summary>Fetches every provider's keys at start and again and again, so that a withdrawn key stops working within minutes.</summary>
internal sealed class KeyRefresher(IdentityProviders providers, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan WhileMissing = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WhileKnown = TimeSpan.FromMinutes(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(providers.All.Select(provider => Refresh(provider.Keys, stoppingToken)));

    private async Task Refresh(SigningKeys keys, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await keys.FetchAsync(TimeSpan.Zero);
            await Task.Delay(keys.FetchedAt is null ? WhileMissing : WhileKnown, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
