namespace Enterprise.Infrastructure.InsightsHub;

/// <summary>
/// Where the platform is, and whom it vouches for. Section <c>InsightsHub</c>; what is not set follows from region and domain.
/// </summary>
public sealed class InsightsHubOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "InsightsHub";

    /// <summary>
    /// The region, from <c>MDSP-ENV</c> (or <c>MDSP_ENV</c>), <c>eu1</c> where that is not set, as in the platform's sample.
    /// </summary>
    public string Region { get; set; } = "eu1";

    /// <summary>
    /// The platform's domain: <c>mindsphere.io</c>, in region <c>cn1</c> <c>mindsphere-in.cn</c> (platform documentation); own on private
    /// clouds.
    /// </summary>
    public string Domain { get; set; } = string.Empty;

    /// <summary>
    /// The origin of the platform's gateway for backends, <c>https://gateway.{region}.{domain}</c>. Plain http is accepted for loopback
    /// hosts only.
    /// </summary>
    public string ApiBase { get; set; } = string.Empty;

    /// <summary>The internal name of the registration: the prefix of its scopes and of the client that its tokens name.</summary>
    public string AppName { get; set; } = string.Empty;

    /// <summary>The short names of the roles, as the registration calls them.</summary>
    public IDictionary<string, string> Roles { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a token must name this application (<c>cid</c> and <c>client_id</c>, as far as they are there: the application's name, a
    /// hyphen, and a tenant). The form <c>{app}-{tenant}</c> rests on one example of the platform's documentation, so it can be switched
    /// off; on by default.
    /// </summary>
    public bool CheckClient { get; set; } = true;

    /// <summary>
    /// The tenants that this application serves, by the id that tokens name; all where none is set and every provider's keys have one
    /// address.
    /// </summary>
    public IList<string> Tenants { get; } = [];

    /// <summary>Tenants that the platform has moved to another id: old id and new id. Here each keeps the old one.</summary>
    public IDictionary<string, string> MovedTenants { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A file with more of them, a line each, <c>old,new</c>; a first line <c>old,new</c> is passed over.</summary>
    public string MovedTenantsFile { get; set; } = string.Empty;

    /// <summary>For how many hours keys that cannot be refreshed stay in use, 1 to 72; then every sign-in is refused.</summary>
    public int KeysServeHours { get; set; } = 24;

    /// <summary>
    /// The identity providers whose tokens are accepted, by a name of your choice; the platform's own two where none is set.
    /// </summary>
    public IDictionary<string, IdentityProviderOptions> Providers { get; } =
        new Dictionary<string, IdentityProviderOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the region can be a part of a host's name.</summary>
    internal bool IsRegion => Region is [not '-', .., not '-']
        && Region.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');

    /// <summary>Fills in what was not set.</summary>
    internal void Complete()
    {
        // A region that is none is one fault, and not one more for each address that would follow from it.
        var region = IsRegion ? Region : "eu1";
        Domain = Or(Domain, region.StartsWith("cn", StringComparison.Ordinal) ? "mindsphere-in.cn" : "mindsphere.io");
        ApiBase = Or(ApiBase, $"https://gateway.{region}.{Domain}");
        if (Providers.Count == 0)
        {
            Providers["insightshub"] = IdentityProviderOptions.InsightsHub(region, Domain);
            if (region == "eu1" && Tenants.Count > 0)
            {
                Providers["xcelerator"] = IdentityProviderOptions.Xcelerator(region);
            }
        }

        foreach (var provider in Providers.Values)
        {
            provider.ApiBase = Or(provider.ApiBase, ApiBase);
        }
    }

    private static string Or(string value, string otherwise) => string.IsNullOrWhiteSpace(value) ? otherwise : value;
}
