using System.Collections.Concurrent;

namespace Enterprise.Sandbox.Identity;

/// <summary>
/// On which generation of identity each tenant is at this moment. A movable tenant can be moved while its people are signed in, and back
/// for trying again (the way back is the Sandbox's: of the platform only the way forward is known).
/// </summary>
public sealed class TenantMoves
{
    private readonly ConcurrentDictionary<string, Generation> now =
        new(Tenant.All.Select(tenant => KeyValuePair.Create(tenant.Name, tenant.Start)), StringComparer.Ordinal);

    /// <summary>The names of the tenants that can be moved.</summary>
    public static IReadOnlyList<string> Movable { get; } = [.. Tenant.All.Where(tenant => tenant.IsMovable).Select(tenant => tenant.Name)];

    /// <summary>Where a tenant is.</summary>
    /// <param name="tenant">The tenant's name.</param>
    /// <returns>Its generation; the first for a name that is no tenant's.</returns>
    public Generation Of(string tenant) => now.GetValueOrDefault(tenant);

    /// <summary>What a tenant is called in its tokens at this moment.</summary>
    /// <param name="tenant">The tenant's name.</param>
    /// <returns>The name in the first generation, the number in the second.</returns>
    public string LabelOf(string tenant) => Tenant.Find(tenant)?.Label(Of(tenant)) ?? tenant;

    /// <summary>Moves a tenant; nothing happens where it is there already.</summary>
    /// <param name="tenant">One of <see cref="Movable"/>.</param>
    /// <param name="to">Where to: <see cref="Generation.Second"/>, or <see cref="Generation.First"/> for the way back.</param>
    /// <returns>False for a tenant that cannot be moved.</returns>
    public bool Move(string tenant, Generation to = Generation.Second)
    {
        var movable = Movable.Contains(tenant, StringComparer.Ordinal) && Enum.IsDefined(to);
        if (movable)
        {
            now[tenant] = to;
        }

        return movable;
    }

    /// <summary>
    /// Whether a token or a request of this generation speaks for this tenant at this moment. A name that is no tenant's belongs to the
    /// first.
    /// </summary>
    internal bool IsAt(string tenant, Generation generation) => Of(tenant) == generation;
}
