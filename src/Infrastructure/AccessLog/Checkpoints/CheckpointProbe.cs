using System.Globalization;
using Enterprise.Application.Health;
using Enterprise.Domain.Health;
using Enterprise.VerifiableLog.Checkpoints;

namespace Enterprise.Infrastructure.AccessLog.Checkpoints;

/// <summary>Are there fresh checkpoints, and do they reach the archive?</summary>
internal sealed class CheckpointProbe(CheckpointMaker maker, CheckpointArchive archive, TimeProvider clock) : IProbe
{
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(5);

    public string Name => "checkpoints";

    public Task<(HealthStatus Status, string Text)> LookAsync(CancellationToken cancel) => Task.FromResult(maker.Latest switch
    {
        null => (HealthStatus.Yellow, "No checkpoint yet: the service's log says why."),
        var latest when clock.GetUtcNow() - latest.At > Stale =>
            (HealthStatus.Yellow, "The last checkpoint is older than 5 minutes: the service's log says why."),
        _ when !maker.IsArchived =>
            (HealthStatus.Yellow, $"Checkpoints do not reach the checkpoint archive {archive.Name}: check its disk and its rights."),
        var latest => (HealthStatus.Green,
            string.Create(CultureInfo.InvariantCulture, $"Checkpoint {latest.Number} covers {latest.Size} entries.")),
    });
}
