using System.Globalization;
using Enterprise.Application.Health;
using Enterprise.Domain.Health;

namespace Enterprise.Application.Background;

/// <summary>Does all background work run? Red where the service cannot serve without what does not.</summary>
internal sealed class BackgroundWorkProbe(BackgroundWork work, TimeProvider clock) : IProbe
{
    private const int MaxCause = 200;

    public string Name => "background work";

    public Task<(HealthStatus Status, string Text)> LookAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var failing = work.States.Where(state => state.IsFailing(now)).OrderBy(state => state.Since).ToList();
        return Task.FromResult(
            failing.Count == 0 ? (HealthStatus.Green, "All background tasks are running.")
            : (failing.Exists(state => state is { IsEssential: true, IsRunning: false }) ? HealthStatus.Red : HealthStatus.Yellow,
                $"{string.Join(" ", failing.Select(TextOf))} See the service's log for details (events 4001 and 4002)."));
    }

    private static string TextOf(WorkState state)
    {
        var cause = $"{state.Cause!.GetType().Name}: {state.Cause.Message.ReplaceLineEndings(" ")}";
        cause = cause.Length > MaxCause ? $"{cause[..MaxCause]}…" : cause;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"'{state.Name}' has failed since {state.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC (failures: {state.Failures}). Last "
            + $"error: {cause}.");
    }
}
