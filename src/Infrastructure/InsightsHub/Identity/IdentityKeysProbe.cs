using System.Globalization;
using Enterprise.Application.Health;
using Enterprise.Domain.Health;

namespace Enterprise.Infrastructure.InsightsHub.Identity;

/// <summary>Checks that the identity providers' keys are known and can be fetched. Unknown keys named by tokens do not affect it.</summary>
internal sealed class IdentityKeysProbe(IdentityProviders providers) : IProbe
{
    private const string AllGood = "The keys of all identity providers are up to date.";

    public string Name => "identity keys";

    public Task<(HealthStatus Status, string Text)> LookAsync(CancellationToken cancel) =>
        Task.FromResult(providers.All.Select(Look).MaxBy(found => found.Status));

    private static (HealthStatus Status, string Text) Look(IdentityProvider provider)
    {
        var known = provider.KnownKeys.ToList();
        var hasNone = !known.Exists(keys => keys.IsUsable) && (provider.HasSharedKeys || known.Exists(keys => keys.WasFetched));
        var failing = known.Where(keys => keys.Fault is not null).MinBy(keys => keys.Fault!.Since);
        var since = failing?.Fault?.Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var cause = $"The keys of identity provider {provider.Name} " + (failing is null ? "are being fetched."
            : $"cannot be fetched from {failing.Address}. Failing since {since} UTC: {failing.Fault?.Cause}.");
        return hasNone ? (HealthStatus.Red, $"{cause} No usable key is available, so no user of this provider can sign in. "
                + $"Check InsightsHub:Providers:{provider.Name}:KeysUrl, proxy and firewall.")
            : failing is null ? (HealthStatus.Green, AllGood)
            : (HealthStatus.Yellow, $"{cause} Keys fetched earlier remain in use for InsightsHub:KeysServeHours; "
                + "sign-ins that need a newer key get status 503.");
    }
}
