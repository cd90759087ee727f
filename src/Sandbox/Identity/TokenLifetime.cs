namespace Enterprise.Sandbox.Identity;

/// <summary>How long new tokens are valid; can be changed while everything runs.</summary>
/// <param name="options">The lifetime at the start.</param>
public sealed class TokenLifetime(SandboxOptions options)
{
    /// <summary>The shortest lifetime.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(20);

    /// <summary>The longest lifetime.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromDays(1);

    private long ticks = options.TokenLifetime.Ticks;

    /// <summary>The lifetime of a token that is issued now.</summary>
    public TimeSpan Current => TimeSpan.FromTicks(Volatile.Read(ref ticks));

    /// <summary>Changes the lifetime; tokens that were issued before keep theirs.</summary>
    /// <param name="lifetime">From <see cref="Least"/> to <see cref="Most"/>.</param>
    /// <returns>False where it is out of range, and nothing changes.</returns>
    public bool Set(TimeSpan lifetime)
    {
        var isInRange = lifetime >= Least && lifetime <= Most;
        if (isInRange)
        {
            Volatile.Write(ref ticks, lifetime.Ticks);
        }

        return isInRange;
    }
}
