using Enterprise.Application.Background;
using Enterprise.Domain.Tenancy;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Enterprise.Infrastructure.InsightsHub.Identity;

/// <summary>
/// The configured identity providers, and the tenants that are served. Keys come only from the addresses configured here, never from
/// anything in a token.
/// </summary>
internal sealed class IdentityProviders(IOptions<InsightsHubOptions> options, IHttpClientFactory http, BackgroundWork work,
    TimeProvider clock, ILogger<SigningKeys> logger)
{
    /// <summary>The name of the client that fetches keys.</summary>
    public const string Client = "token_keys";

    private readonly Lazy<IReadOnlyList<IdentityProvider>> _all = new(() => [.. options.Value.Providers.Select(provider =>
    {
        var prefix = provider.Value.ScopePrefix.Length > 0 ? provider.Value.ScopePrefix : options.Value.AppName;
        var refetches = new RefetchLimit(clock);
        var made = new IdentityProvider(provider.Key, provider.Value, prefix, refetches,
            address => new SigningKeys(address, http.CreateClient(Client), work, clock, TimeSpan.FromHours(options.Value.KeysServeHours),
            refetches, logger));
        made.Prepare();
        return made;
    })]);

    private readonly Lazy<MovedTenants> _moved = new(() => MovedTenants.Read(options.Value));

    private readonly Lazy<HashSet<string>> _served = new(() => new(options.Value.Tenants, StringComparer.Ordinal));

    /// <summary>All of them.</summary>
    public IReadOnlyList<IdentityProvider> All => _all.Value;

    /// <summary>The one identity of a tenant here.</summary>
    public TenantId Canonical(TenantId asSeen) => _moved.Value.Canonical(asSeen);

    /// <summary>Whether the tenant is served, by the id that the token names or by the one that it has here.</summary>
    public bool Serves(TenantId asSeen) =>
        _served.Value.Count == 0 || _served.Value.Contains(asSeen.Value) || _served.Value.Contains(Canonical(asSeen).Value);
}
