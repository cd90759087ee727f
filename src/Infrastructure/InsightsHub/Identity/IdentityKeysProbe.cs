using Enterprise.Application.Health;
using Enterprise.Domain.Health;

namespace Enterprise.Infrastructure.InsightsHub.Identity;

/// <summary>Are the identity service's keys known? Without them nobody can be let in.</summary>
internal sealed class IdentityKeysProbe(IdentityProviders providers) : IProbe
{
    private static readonly TimeSpan Old = TimeSpan.FromMinutes(10);

    public string Name => "identity keys";

    public Task<(HealthStatus Status, string Text)> LookAsync(CancellationToken cancel)
    {
        var missing = providers.All.FirstOrDefault(provider => provider.HasSharedKeys && provider.KnownKeys.Any(keys => keys.Age is null));
        var old = providers.All.FirstOrDefault(provider => provider.KnownKeys.Any(keys => keys.Age > Old));
        return Task.FromResult(missing is not null ? (HealthStatus.Red, $"The keys of provider {missing.Name} were never fetched: check InsightsHub:Providers:{missing.Name}:KeysUrl and the way out.")
            : old is not null ? (HealthStatus.Yellow, $"Keys of provider {old.Name} could not be refreshed for 10 minutes; the last good ones serve for a while.")
            : (HealthStatus.Green, "The identity service's keys are known and fresh."));
    }
}
