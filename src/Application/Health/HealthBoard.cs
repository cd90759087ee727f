using Enterprise.Domain.Health;

namespace Enterprise.Application.Health;

/// <summary>Holds what the probes found last, so that a question for health is answered from memory.</summary>
/// <param name="probes">The probes.</param>
/// <param name="clock">The time.</param>
public sealed class HealthBoard(IEnumerable<IProbe> probes, TimeProvider clock)
{
    /// <summary>How often the probes look.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>How long one look may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(30);

    private readonly IProbe[] _probes = [.. probes];

    private volatile HealthReport? _latest;

    /// <summary>What was found last; red until every probe has looked once, and red when the probes have stopped looking.</summary>
    public HealthReport Latest
    {
        get
        {
            var now = clock.GetUtcNow();
            return _latest switch
            {
                null => new(now, [new("probes", HealthStatus.Red, "Starting: the probes have not looked yet.", now)]),
                var report when now - report.At > Stale => new(now, [new("probes", HealthStatus.Red, "The probes have stopped looking; restart the service.", report.At)]),
                var report => report,
            };
        }
    }

    /// <summary>Lets every probe look once, all at the same time.</summary>
    /// <param name="cancel">Ends the looking.</param>
    /// <returns>A task that ends when all have looked or their time was up.</returns>
    public async Task LookAsync(CancellationToken cancel)
    {
        var items = await Task.WhenAll(_probes.Select(probe => LookAsync(probe, cancel)));
        _latest = new(clock.GetUtcNow(), [.. items.OrderByDescending(item => item.Status)]);
    }

    private async Task<HealthItem> LookAsync(IProbe probe, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        var (status, text) = await Look(probe, patience.Token);
        var before = _latest?.Items.FirstOrDefault(item => item.Name == probe.Name);
        return new(probe.Name, status, text, before?.Status == status ? before.Since : clock.GetUtcNow());
    }

    private static async Task<(HealthStatus, string)> Look(IProbe probe, CancellationToken patience)
    {
        try
        {
            return await probe.LookAsync(patience).WaitAsync(patience);
        }
        catch (OperationCanceledException)
        {
            return (HealthStatus.Red, "No answer within 3 seconds.");
        }
    }
}
