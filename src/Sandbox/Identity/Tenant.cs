using System.Text.Json.Nodes;

namespace Enterprise.Sandbox.Identity;

/// <summary>A tenant as the platform's tenant API tells it.</summary>
internal sealed record Tenant(string Name, string DisplayName, string CompanyName, string Country, string Type = "USER")
{
    public static IReadOnlyList<Tenant> All { get; } =
    [
        new("acme", "Acme Brewing Group", "Acme Brewing Group AG", "DE"),
        new("borealis", "Borealis Pumps", "Borealis Pumps AB", "SE"),
        new("galactic", "Galactic Utilities", "Galactic Utilities Inc.", "US"),
    ];

    public static Tenant? Find(string name) => All.FirstOrDefault(tenant => string.Equals(tenant.Name, name, StringComparison.Ordinal));

    /// <summary>The members of the answer, as seen on the platform.</summary>
    public JsonObject ToInfo() => new()
    {
        ["ETag"] = 1,
        ["allowedToCreateSubtenant"] = true,
        ["companyName"] = CompanyName,
        ["country"] = Country,
        ["displayName"] = DisplayName,
        ["name"] = Name,
        ["prefix"] = Name,
        ["type"] = Type,
    };
}
