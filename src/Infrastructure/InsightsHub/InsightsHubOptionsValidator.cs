using Enterprise.Domain.Tenancy;
using Microsoft.Extensions.Options;

namespace Enterprise.Infrastructure.InsightsHub;

/// <summary>Lists every fault of the section at once, one line each.</summary>
internal sealed class InsightsHubOptionsValidator : IValidateOptions<InsightsHubOptions>
{
    public ValidateOptionsResult Validate(string? name, InsightsHubOptions options)
    {
        var faults = FaultsOfAll(options).Concat(options.Providers.SelectMany(provider => FaultsOf(provider.Key, provider.Value, options)))
            .Concat(Identity.MovedTenants.Read(options).Faults).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> FaultsOfAll(InsightsHubOptions options)
    {
        if (!options.IsRegion)
        {
            yield return $"MDSP-ENV is '{options.Region}': give the platform's region, lower-case letters, digits and inner hyphens, "
                + "for example eu1.";
        }

        if (!IsOrigin(options.ApiBase))
        {
            yield return $"InsightsHub:ApiBase is '{options.ApiBase}': give an origin such as https://gateway.eu1.mindsphere.io, "
                + "without a path (http only for localhost).";
        }

        if (options.KeysServeHours is < 1 or > 72)
        {
            yield return $"InsightsHub:KeysServeHours is {options.KeysServeHours}: give a number of hours from 1 to 72.";
        }

        foreach (var kind in options.Providers.GroupBy(provider => provider.Value.TenantIds).Where(kind => kind.Count() > 1))
        {
            yield return $"InsightsHub:Providers:{string.Join(", ", kind.Select(provider => provider.Key))} have the same TenantIds "
                + $"({kind.Key}), so tenants of one could be mistaken "
                + "for tenants of another. Give one of them the other kind, or run one application for each.";
        }

        foreach (var tenant in options.Tenants.Where(tenant => !TenantId.TryParse(tenant, out _)))
        {
            yield return $"InsightsHub:Tenants contains '{tenant}': a tenant ID is 1 to 32 lower-case letters, digits and inner hyphens.";
        }
    }

    private static IEnumerable<string> FaultsOf(string name, IdentityProviderOptions provider, InsightsHubOptions options)
    {
        var key = $"InsightsHub:Providers:{name}";
        if (!IsAddress(provider.Issuer) || Places(provider.Issuer) > 1)
        {
            yield return $"{key}:Issuer is '{provider.Issuer}': give the issuer's address with {{tenant}} at most once, for example "
                + "https://{tenant}.piam.eu1.mindsphere.io/oauth/token.";
        }

        if (!IsAddress(provider.KeysUrl) || Places(provider.KeysUrl) > 1)
        {
            yield return $"{key}:KeysUrl is '{provider.KeysUrl}': give the address of the public keys, for example "
                + "https://core.piam.eu1.mindsphere.io/token_keys (http only for localhost).";
        }

        if (Places(provider.KeysUrl) == 1 && options.Tenants.Count == 0)
        {
            yield return $"{key}:KeysUrl has one address per tenant: list the tenants that you serve in InsightsHub:Tenants, so that "
                + "tokens cannot trigger requests for other addresses.";
        }

        if (string.IsNullOrWhiteSpace(provider.TenantClaim))
        {
            yield return $"{key}:TenantClaim is empty: give the name of the claim that names the tenant, for example ten.";
        }

        if (provider.ApiBase != options.ApiBase && !IsOrigin(provider.ApiBase))
        {
            yield return $"{key}:ApiBase is '{provider.ApiBase}': give an origin such as https://api.eu1.siemens.app, without a path "
                + "(http only for localhost).";
        }

        if (!provider.ApiPath.StartsWith('/') || !provider.ApiPath.Contains("{service}", StringComparison.Ordinal)
            || !provider.ApiPath.Contains("{version}", StringComparison.Ordinal))
        {
            yield return $"{key}:ApiPath is '{provider.ApiPath}': give a path with {{service}} and {{version}}, for example "
                + "/api/{service}/{version}.";
        }
    }

    private static int Places(string address) => address.Split(IdentityProviderOptions.TenantPlace).Length - 1;

    private static bool IsOrigin(string text) => IsAddress(text) && new Uri(text).AbsolutePath == "/";

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text.Replace(IdentityProviderOptions.TenantPlace, "tenant", StringComparison.Ordinal), UriKind.Absolute,
            out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && IsLoopback(address)));

    /// <summary>Names below localhost are loopback too (RFC 6761).</summary>
    private static bool IsLoopback(Uri address) =>
        address.IsLoopback || address.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
