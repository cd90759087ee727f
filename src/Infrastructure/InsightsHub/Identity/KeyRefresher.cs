using Microsoft.Extensions.Hosting;

namespace Enterprise.Infrastructure.InsightsHub.Identity;

/// <summary>Fetches keys at start and again and again, so that a withdrawn key stops working within minutes.</summary>
internal sealed class KeyRefresher(IdentityProviders providers, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WhileKnown = TimeSpan.FromMinutes(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(providers.All.SelectMany(provider => provider.KnownKeys).Select(keys =>
                keys.FetchAsync(keys.Age is not { } age || age > WhileKnown ? Round / 2 : WhileKnown)));
            await Task.Delay(Round, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
