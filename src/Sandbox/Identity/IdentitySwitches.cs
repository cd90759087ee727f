using System.Collections.Concurrent;

namespace Enterprise.Sandbox.Identity;

/// <summary>What is published instead of the keys.</summary>
public enum KeySet
{
    /// <summary>The genuine keys.</summary>
    Genuine,

    /// <summary>A set without keys.</summary>
    Empty,

    /// <summary>JSON that ends in the middle.</summary>
    Broken,

    /// <summary>The genuine keys after 5 MB of other members.</summary>
    Oversized,
}

/// <summary>How identity answers.</summary>
public enum IdentityState
{
    /// <summary>At once.</summary>
    Normal,

    /// <summary>After <see cref="SandboxOptions.SlowAnswer"/>.</summary>
    Slow,

    /// <summary>With 503.</summary>
    Down,
}

/// <summary>Faults of identity, switched on and off while everything runs, for each generation separately.</summary>
public sealed class IdentitySwitches
{
    private readonly KeyRings keys;
    private readonly ConcurrentDictionary<Generation, KeySet> sets = new();
    private readonly ConcurrentDictionary<Generation, IdentityState> states = new();
    private readonly ConcurrentDictionary<Generation, int> fetches = new();

    internal IdentitySwitches(KeyRings keys) => this.keys = keys;

    /// <summary>Signs with a new key from now on, published first; the one that signed before stays published after it.</summary>
    /// <param name="generation">Whose keys.</param>
    public void RotateKeys(Generation generation) => keys.Of(generation).Rotate();

    /// <summary>Publishes the signing key alone, so that tokens of an older key become invalid.</summary>
    /// <param name="generation">Whose keys.</param>
    public void WithdrawOldKeys(Generation generation) => keys.Of(generation).WithdrawOld();

    /// <summary>The names of the genuine keys, the signing one first.</summary>
    /// <param name="generation">Whose keys.</param>
    /// <returns>Their <c>kid</c>s.</returns>
    public IReadOnlyList<string> KeyIds(Generation generation) => keys.Of(generation).Ids;

    /// <summary>What is published instead of the keys.</summary>
    /// <param name="generation">Whose keys.</param>
    /// <returns>The present choice, <see cref="KeySet.Genuine"/> at the start.</returns>
    public KeySet KeySetOf(Generation generation) => sets.GetValueOrDefault(generation);

    /// <summary>Chooses what is published in the place of the keys.</summary>
    /// <param name="generation">Whose keys.</param>
    /// <param name="set">The choice.</param>
    public void Publish(Generation generation, KeySet set) => sets[generation] = set;

    /// <summary>How identity answers.</summary>
    /// <param name="generation">Whose identity.</param>
    /// <returns>The present choice, <see cref="IdentityState.Normal"/> at the start.</returns>
    public IdentityState StateOf(Generation generation) => states.GetValueOrDefault(generation);

    /// <summary>Chooses how <c>/token_keys</c> and <c>/oauth/token</c> answer.</summary>
    /// <param name="generation">Whose identity.</param>
    /// <param name="state">The choice.</param>
    public void SetState(Generation generation, IdentityState state) => states[generation] = state;

    /// <summary>How often the keys were asked for since the start, refused requests included.</summary>
    /// <param name="generation">Whose keys.</param>
    /// <returns>The number.</returns>
    public int KeyFetches(Generation generation) => fetches.GetValueOrDefault(generation);

    internal void CountFetch(Generation generation) => fetches.AddOrUpdate(generation, 1, (_, count) => count + 1);
}
