using Enterprise.Domain.Health;

namespace Enterprise.Application.Health;

/// <summary>Holds what the probes found last, so that a question for health is answered from memory.</summary>
public sealed class HealthBoard(IEnumerable<IProbe> probes, TimeProvider clock)
{
    /// <summary>How long one look may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(30);

    private readonly Seat[] _seats = [.. probes.Select(probe => new Seat(probe))];

    /// <summary>The probes.</summary>
    public IEnumerable<IProbe> Probes => _seats.Select(seat => seat.Probe);

    /// <summary>What was found last; red until every probe has looked once, and red when one has stopped looking.</summary>
    public HealthReport Latest
    {
        get
        {
            var now = clock.GetUtcNow();
            var looks = _seats.Select(seat => seat.Latest).OfType<Look>().ToList();
            if (looks.Count < _seats.Length || looks.Count == 0)
            {
                return new(now, [new("probes", HealthStatus.Red, "Starting: the health checks have not run yet.", now)]);
            }

            var oldest = looks.Min(look => look.At);
            return now - oldest > Stale
                ? new(now, [new("probes", HealthStatus.Red, "The health checks have stopped. Restart the service.", oldest)])
                : new(oldest, [.. looks.Select(look => look.Item).OrderByDescending(item => item.Status)]);
        }
    }

    /// <summary>Lets every probe look once, all at the same time.</summary>
    /// <returns>A task that ends when all have looked or their time was up.</returns>
    public Task LookAsync(CancellationToken cancel) => Task.WhenAll(Probes.Select(probe => LookAsync(probe, cancel)));

    /// <summary>Lets one probe look.</summary>
    /// <param name="probe">One of <see cref="Probes"/>.</param>
    /// <returns>What it found; red when its time was up. A probe that throws is red too, and what it threw is passed on.</returns>
    public async Task<HealthStatus> LookAsync(IProbe probe, CancellationToken cancel)
    {
        var seat = _seats.Single(one => one.Probe == probe);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timeout.CancelAfter(Timeout);
        try
        {
            var (status, text) = await Ask(probe, timeout.Token);
            Keep(seat, status, text);
            return status;
        }
        catch (Exception fault)
        {
            Keep(seat, HealthStatus.Red,
                $"The health check failed ({fault.GetType().Name}). See the service's log for details (event 4001).");
            throw;
        }
    }

    private void Keep(Seat seat, HealthStatus status, string text)
    {
        var now = clock.GetUtcNow();
        var before = seat.Latest?.Item;
        seat.Latest = new(now, new(seat.Probe.Name, status, text, before?.Status == status ? before.Since : now));
    }

    private static async Task<(HealthStatus, string)> Ask(IProbe probe, CancellationToken timeout)
    {
        try
        {
            return await probe.LookAsync(timeout).WaitAsync(timeout);
        }
        catch (OperationCanceledException)
        {
            return (HealthStatus.Red, "No response within 3 seconds.");
        }
    }

    private sealed record Look(DateTimeOffset At, HealthItem Item);

    private sealed class Seat(IProbe probe)
    {
        private volatile Look? _latest;

        public IProbe Probe => probe;

        public Look? Latest
        {
            get => _latest;
            set => _latest = value;
        }
    }
}
