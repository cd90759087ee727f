namespace Enterprise.Application.AccessLog.Retention;

/// <summary>The scopes under legal hold.</summary>
public sealed class LegalHolds(IEnumerable<LogScope> held)
{
    private readonly HashSet<LogScope> _held = [.. held];

    /// <summary>Whether the scope itself is held; a hold of all chains is one of its own.</summary>
    public bool Contains(LogScope scope) => _held.Contains(scope);

    /// <summary>Whether nothing may be removed from the chain: it is held, or all chains are.</summary>
    public bool Covers(LogScope chain) => _held.Contains(LogScope.All) || _held.Contains(chain);

    internal void RequireFree(LogScope chain)
    {
        if (Covers(chain))
        {
            throw new RetentionRefusedException("legal_hold", $"Nothing of {chain} may be removed: it is under legal hold.",
                "Release it first (audit release), if those who ordered the hold agree.");
        }
    }
}

/// <summary>Legal holds are signed statements: a scope is held from a hold statement to the next release.</summary>
public interface ILegalHolds
{
    /// <summary>Reads the scopes that are held now.</summary>
    Task<LegalHolds> ReadAsync(CancellationToken cancel);

    /// <summary>Appends the signed statement of a hold or a release.</summary>
    /// <exception cref="AccessLogUnavailableException">It could not be stored.</exception>
    Task StateAsync(LogScope scope, bool isHeld, string reason, CancellationToken cancel);
}
