using System.Collections.Concurrent;
using Enterprise.Domain.Tenancy;

namespace Enterprise.Infrastructure.InsightsHub.Identity;

/// <summary>A configured identity provider, ready for comparison.</summary>
internal sealed class IdentityProvider(
    string name, IdentityProviderOptions options, string scopePrefix, RefetchLimit refetches, Func<Uri, SigningKeys> fetch)
{
    private const string Shared = "";

    private readonly string[] _issuer = options.Issuer.Split(IdentityProviderOptions.TenantPlace);
    private readonly bool _hasKeysPerTenant = options.KeysUrl.Contains(IdentityProviderOptions.TenantPlace, StringComparison.Ordinal);
    private readonly ConcurrentDictionary<string, SigningKeys> _keys = new(StringComparer.Ordinal);

    /// <summary>The name in the configuration.</summary>
    public string Name => name;

    public string TenantClaim => options.TenantClaim;

    /// <summary>Whether an id is of the kind that this provider's tenants have, and no other provider's.</summary>
    public bool HasTenant(TenantId tenant) => options.TenantIds switch
    {
        TenantIds.Numbers => tenant.Value.All(char.IsAsciiDigit),
        _ => char.IsAsciiLetterLower(tenant.Value[0]),
    };

    public string ZoneClaim => options.ZoneClaim;

    /// <summary>What stands before the role in a scope, with its dot.</summary>
    public string ScopePrefix { get; } = scopePrefix + ".";

    /// <summary>Whether all tenants share the keys, which are then fetched at start.</summary>
    public bool HasSharedKeys => !_hasKeysPerTenant;

    /// <summary>The keys in use so far.</summary>
    public IEnumerable<SigningKeys> KnownKeys => _keys.Values;

    /// <summary>Limits the fetches out of turn of all these keys together.</summary>
    public RefetchLimit Refetches => refetches;

    /// <summary>Whether this provider issues under that name: character by character, without patterns.</summary>
    /// <param name="issuer">The token's issuer.</param>
    /// <param name="label">The tenant that the issuer names; null where it names none.</param>
    public bool Issues(string issuer, out string? label)
    {
        label = null;
        if (_issuer is [var whole])
        {
            return string.Equals(issuer, whole, StringComparison.Ordinal);
        }

        var (start, end) = (_issuer[0], _issuer[1]);
        if (issuer.Length <= start.Length + end.Length || !issuer.StartsWith(start, StringComparison.Ordinal)
            || !issuer.EndsWith(end, StringComparison.Ordinal))
        {
            return false;
        }

        label = issuer[start.Length..^end.Length];
        return TenantId.TryParse(label, out _);
    }

    /// <summary>
    /// The keys for a tenant's tokens. Only a tenant that is served comes this far, so that their number is bounded by the configuration.
    /// </summary>
    public SigningKeys KeysOf(TenantId tenant) => _keys.GetOrAdd(_hasKeysPerTenant ? tenant.Value : Shared,
        (_, id) => fetch(new Uri(options.KeysUrl.Replace(IdentityProviderOptions.TenantPlace, id, StringComparison.Ordinal))),
        tenant.Value);

    /// <summary>Begins the fetches that are due, and the one that waited for the limit, if any.</summary>
    public void FetchDue()
    {
        foreach (var keys in KnownKeys)
        {
            keys.FetchIfDue();
        }

        refetches.Next()?.FetchNow();
    }

    /// <summary>Fetches shared keys before the first token needs them.</summary>
    public void Prepare()
    {
        if (HasSharedKeys)
        {
            _keys.GetOrAdd(Shared, _ => fetch(new Uri(options.KeysUrl)));
        }
    }
}
