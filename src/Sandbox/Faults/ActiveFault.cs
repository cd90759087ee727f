using System.IO.Enumeration;

namespace Enterprise.Sandbox.Faults;

/// <summary>A fault that is switched on.</summary>
public sealed class ActiveFault
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string[] paths;
    private int matches;
    private int hits;

    internal ActiveFault(int id, FaultRule rule, FaultKind kind, DateTimeOffset? until)
    {
        (Id, Rule, Kind, Until) = (id, rule, kind, until);
        Path = rule.Path ?? kind.Path;
        paths = Path.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Its number.</summary>
    public int Id { get; }

    /// <summary>Which requests fail, and how.</summary>
    public FaultRule Rule { get; }

    /// <summary>How they fail.</summary>
    public FaultKind Kind { get; }

    /// <summary>The paths that fail.</summary>
    public string Path { get; }

    /// <summary>When it ends; null when it is removed.</summary>
    public DateTimeOffset? Until { get; }

    /// <summary>How many requests failed so far.</summary>
    public int Hits => Volatile.Read(ref hits);

    /// <summary>Completed when the fault is removed: requests that hang are released.</summary>
    internal Task Ended => ended.Task;

    /// <summary>Counts a request that the fault is meant for.</summary>
    /// <returns>True when this one fails.</returns>
    internal bool TryHit(string path, string? tenant)
    {
        var isMeant = (Rule.Tenant is null || Rule.Tenant == tenant)
            && Array.Exists(paths, pattern => FileSystemName.MatchesSimpleExpression(pattern, path));
        if (!isMeant || Interlocked.Increment(ref matches) % Rule.Every != 0)
        {
            return false;
        }

        Interlocked.Increment(ref hits);
        return true;
    }

    internal void End() => ended.TrySetResult();
}
