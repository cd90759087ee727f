using Enterprise.Application.Health;
using Enterprise.Domain.Health;

namespace Enterprise.Infrastructure.InsightsHub;

/// <summary>Checks that the platform's asset API responds. The request has no token, so a refusal is the expected response.</summary>
internal sealed class AssetApiProbe(Platform platform) : IProbe
{
    public string Name => "asset API";

    public async Task<(HealthStatus Status, string Text)> LookAsync(CancellationToken cancel)
    {
        try
        {
            var status = (int)await platform.PingAsync(Api.Assets, cancel);
            return status < 500
                ? (HealthStatus.Green, "The platform's asset API responds.")
                : (HealthStatus.Yellow,
                    $"The platform's asset API responds with status {status}. Users see an error page. Wait, or contact the platform's "
                    + "support.");
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return (HealthStatus.Yellow, "The platform's asset API cannot be reached. Check InsightsHub:ApiBase, proxy and firewall.");
        }
    }
}
