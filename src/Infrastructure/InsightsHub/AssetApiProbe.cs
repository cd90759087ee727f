using Enterprise.Application.Health;
using Enterprise.Domain.Health;

namespace Enterprise.Infrastructure.InsightsHub;

/// <summary>Does anybody answer at the platform's asset API? It is asked without a token, so that its refusal is the good answer.</summary>
internal sealed class AssetApiProbe(Platform platform) : IProbe
{
    public string Name => "asset API";

    public async Task<(HealthStatus Status, string Text)> LookAsync(CancellationToken cancel)
    {
        try
        {
            var status = (int)await platform.KnockAsync(Api.Assets, cancel);
            return status < 500
                ? (HealthStatus.Green, "The platform's asset API answers.")
                : (HealthStatus.Yellow, $"The platform's asset API answers {status}: users see a page that says so. Nothing to do here but wait.");
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return (HealthStatus.Yellow, "The platform's asset API cannot be reached: check InsightsHub:ApiBase and the way out.");
        }
    }
}
