using Microsoft.Extensions.Options;

namespace Enterprise.Infrastructure.InsightsHub;

/// <summary>Lists every fault of the section at once, one line each.</summary>
internal sealed class InsightsHubOptionsValidator : IValidateOptions<InsightsHubOptions>
{
    public ValidateOptionsResult Validate(string? name, InsightsHubOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(InsightsHubOptions options)
    {
        if (!IsPlatformAddress(options.ApiBase, out var api) || api.AbsolutePath != "/")
        {
            yield return $"InsightsHub:ApiBase is '{options.ApiBase}': give an origin such as https://gateway.eu1.mindsphere.io, without a path (http only for localhost).";
        }

        foreach (var (provider, settings) in options.Providers)
        {
            if (!IsPlatformAddress(settings.Issuer.Replace(IdentityProviderOptions.TenantPlace, "tenant", StringComparison.Ordinal), out _)
                || settings.Issuer.Split(IdentityProviderOptions.TenantPlace).Length != 2)
            {
                yield return $"InsightsHub:Providers:{provider}:Issuer is '{settings.Issuer}': give the issuer's address with {{tenant}} once, "
                    + "for example https://{tenant}.piam.eu1.mindsphere.io/oauth/token.";
            }

            if (!IsPlatformAddress(settings.KeysUrl, out _))
            {
                yield return $"InsightsHub:Providers:{provider}:KeysUrl is '{settings.KeysUrl}': give the address of the public keys, "
                    + "for example https://core.piam.eu1.mindsphere.io/token_keys (http only for localhost).";
            }

            if (string.IsNullOrWhiteSpace(settings.TenantClaim))
            {
                yield return $"InsightsHub:Providers:{provider}:TenantClaim is empty: give the name of the claim that names the tenant, for example ten.";
            }
        }
    }

    private static bool IsPlatformAddress(string text, out Uri address)
    {
        var isAddress = Uri.TryCreate(text, UriKind.Absolute, out var parsed);
        address = parsed!;
        return isAddress && (parsed!.Scheme == Uri.UriSchemeHttps || (parsed.Scheme == Uri.UriSchemeHttp && IsLoopback(parsed)));
    }

    /// <summary>Names below localhost are loopback too (RFC 6761).</summary>
    private static bool IsLoopback(Uri address) => address.IsLoopback || address.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
