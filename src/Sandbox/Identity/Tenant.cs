using System.Text.Json.Nodes;

namespace Enterprise.Sandbox.Identity;

/// <summary>A tenant: what the platform's tenant API tells, and its id in the second generation of identity.</summary>
/// <param name="Name">The name: identity of the first generation, and prefix of type ids in both (documented).</param>
/// <param name="DisplayName">The name that people see.</param>
/// <param name="CompanyName">The company.</param>
/// <param name="Country">Two letters.</param>
/// <param name="Id">The number in the second generation, or null for a tenant that will not be moved.</param>
/// <param name="Start">The generation at the start of the Sandbox.</param>
internal sealed record Tenant(string Name, string DisplayName, string CompanyName, string Country, string? Id = null,
    Generation Start = Generation.First)
{
    public static IReadOnlyList<Tenant> All { get; } =
    [
        new("acme", "Acme Brewing Group", "Acme Brewing Group AG", "DE"),
        new("borealis", "Borealis Pumps", "Borealis Pumps AB", "SE"),
        new("galactic", "Galactic Utilities", "Galactic Utilities Inc.", "US"),
        new("xenon", "Xenon Lighting", "Xenon Lighting B.V.", "NL", "1000004711", Generation.Second),
        new("krypton", "Krypton Glass", "Krypton Glas A/S", "DK", "1000008036"),
        new("quirks", "Quirks & Söhne <Ltd>", "Quirks & Söhne <Ltd>", "GR"),
        new("ferrum", "Ferrum Foundries", "Ferrum Fonderie S.p.A.", "IT"),
    ];

    /// <summary>Whether this tenant can be moved to the second generation, and back.</summary>
    public bool IsMovable => Id is not null && Start == Generation.First;

    public static Tenant? Find(string? name) => All.FirstOrDefault(tenant => string.Equals(tenant.Name, name, StringComparison.Ordinal));

    /// <summary>The tenant that a generation calls by this label: its name in the first, its id in the second.</summary>
    public static Tenant? Find(string? label, Generation generation) =>
        label is null ? null : All.FirstOrDefault(tenant => string.Equals(tenant.Label(generation), label, StringComparison.Ordinal));

    /// <summary>What a generation calls this tenant in host names, issuers and claims; null where it has no such identity.</summary>
    public string? Label(Generation generation) => generation == Generation.Second ? Id : Start == Generation.First ? Name : null;

    /// <summary>
    /// The members of the answer, as seen on the platform; documented for the second generation: both name and id. The member's name there
    /// is assumed.
    /// </summary>
    public JsonObject ToInfo(Generation generation)
    {
        var info = new JsonObject
        {
            ["ETag"] = 1,
            ["allowedToCreateSubtenant"] = true,
            ["companyName"] = CompanyName,
            ["country"] = Country,
            ["displayName"] = DisplayName,
            ["name"] = Name,
            ["prefix"] = Name,
            ["type"] = "USER",
        };
        if (generation == Generation.Second)
        {
            info["id"] = Id;
        }

        return info;
    }
}
