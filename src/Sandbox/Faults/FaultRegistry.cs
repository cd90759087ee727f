namespace Enterprise.Sandbox.Faults;

/// <summary>The faults that are switched on. Safe for several threads.</summary>
public sealed class FaultRegistry
{
    private readonly Lock gate = new();
    private readonly List<ActiveFault> active = [];
    private readonly TimeProvider clock;
    private int lastId;
    private int foreignRequests;

    internal FaultRegistry(SandboxOptions options) => clock = options.Clock;

    /// <summary>The faults that are switched on, the oldest first. A request suffers the first one that is meant for it.</summary>
    public IReadOnlyList<ActiveFault> Active
    {
        get
        {
            lock (gate)
            {
                RemoveWhere(fault => fault.Until <= clock.GetUtcNow());
                return [.. active];
            }
        }
    }

    /// <summary>How many requests followed a redirect of the fault <c>redirect</c>. No application should.</summary>
    public int ForeignRequests => Volatile.Read(ref foreignRequests);

    /// <summary>Switches a fault on.</summary>
    /// <param name="rule">Which requests fail, and how.</param>
    /// <returns>The fault, with its number.</returns>
    /// <exception cref="ArgumentException">There is no such kind, or a number is out of range; the message says which.</exception>
    public ActiveFault Add(FaultRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var kind = FaultKind.All.FirstOrDefault(known => known.Key == rule.Kind)
            ?? throw new ArgumentException($"There is no kind '{rule.Kind}'.", nameof(rule));
        if (rule.Every < 1 || rule.Duration <= TimeSpan.Zero || rule.Delay < TimeSpan.Zero || rule.RetryAfter < TimeSpan.Zero)
        {
            throw new ArgumentException("'every' must be 1 or more, and times must not be negative.", nameof(rule));
        }

        lock (gate)
        {
            var fault = new ActiveFault(++lastId, rule, kind, rule.Duration is { } duration ? clock.GetUtcNow() + duration : null);
            active.Add(fault);
            return fault;
        }
    }

    /// <summary>Switches a fault off.</summary>
    /// <param name="id">Its number.</param>
    /// <returns>False where there is no such fault.</returns>
    public bool Remove(int id)
    {
        lock (gate)
        {
            return RemoveWhere(fault => fault.Id == id) > 0;
        }
    }

    /// <summary>Switches all faults off.</summary>
    public void Clear()
    {
        lock (gate)
        {
            RemoveWhere(_ => true);
        }
    }

    internal ActiveFault? Match(string path, string? tenant) => Active.FirstOrDefault(fault => fault.TryHit(path, tenant));

    internal void CountForeignRequest() => Interlocked.Increment(ref foreignRequests);

    private int RemoveWhere(Predicate<ActiveFault> condition)
    {
        active.FindAll(condition).ForEach(fault => fault.End());
        return active.RemoveAll(condition);
    }
}
