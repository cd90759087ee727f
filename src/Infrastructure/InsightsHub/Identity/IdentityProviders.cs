using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Enterprise.Infrastructure.InsightsHub.Identity;

/// <summary>The configured identity providers. Keys come only from the addresses configured here, never from anything in a token.</summary>
internal sealed class IdentityProviders(IOptions<InsightsHubOptions> options, IHttpClientFactory http, TimeProvider clock, ILogger<SigningKeys> logger)
{
    /// <summary>The name of the client that fetches keys.</summary>
    public const string Client = "token_keys";

    private readonly Lazy<IReadOnlyList<IdentityProvider>> _all = new(() => [.. options.Value.Providers.Select(provider =>
    {
        var issuer = provider.Value.Issuer.Split(IdentityProviderOptions.TenantPlace);
        return new IdentityProvider(provider.Key, issuer[0], issuer[1], provider.Value.TenantClaim,
            new SigningKeys(new Uri(provider.Value.KeysUrl), http.CreateClient(Client), clock, logger));
    })]);

    /// <summary>All of them.</summary>
    public IReadOnlyList<IdentityProvider> All => _all.Value;
}
