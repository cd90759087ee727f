using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.Tenancy;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Enterprise.Infrastructure.InsightsHub.Identity;

/// <summary>
/// The rules for a user's token, all of them, in one place and in this order: what passes here is a person of one tenant. Everything else
/// is refused with its reason. Header members that point to keys (<c>jku</c>, <c>x5u</c>, <c>jwk</c>, <c>x5c</c>) are never looked at.
/// Parameters that the web framework passes are not used: nothing here can be switched off by its configuration.
/// </summary>
internal sealed class UserTokenHandler(IdentityProviders providers, IOptions<InsightsHubOptions> options, TimeProvider clock) : TokenHandler
{
    private const int MaxKeyId = 128;

    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan GreatestLife = TimeSpan.FromHours(24);

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        try
        {
            var read = TokenParts.Of(token);
            CheckAlgorithm(read);
            var (provider, tenant) = IssuerOf(read);
            CheckServed(tenant);
            await CheckSignature(read, provider.KeysOf(tenant));
            CheckTime(read);
            CheckKind(read);
            CheckApplication(read);
            return new() { IsValid = true, SecurityToken = new JsonWebToken(token), ClaimsIdentity = Identity(read, provider, tenant) };
        }
        catch (TokenRefusedException refusal)
        {
            return new() { IsValid = false, Exception = refusal };
        }
    }

    private static void CheckAlgorithm(TokenParts token) =>
        Demand(token.Header("alg") == SecurityAlgorithms.RsaSha256, TokenRefusal.WrongAlgorithm, "The token is not signed with RS256.");

    /// <summary>Who issued it, for which tenant: issuer, tenant claim and zone must name the same one, character by character.</summary>
    private (IdentityProvider Provider, TenantId Tenant) IssuerOf(TokenParts token)
    {
        var issuer = token.Claim("iss") ?? string.Empty;
        string? label = null;
        var provider = providers.All.FirstOrDefault(one => one.Issues(issuer, out label));
        Demand(provider is not null, TokenRefusal.UnknownIssuer, "No configured identity provider has this issuer.");
        var claimed = token.Id(provider!.TenantClaim);
        Demand(TenantId.TryParse(claimed, out var tenant) && provider.HasTenant(tenant), TokenRefusal.UnknownIssuer,
            "The token does not name a tenant of its issuer.");
        Demand(label is null || string.Equals(label, claimed, StringComparison.Ordinal), TokenRefusal.UnknownIssuer,
            "The token's tenant is not the tenant of its issuer.");
        Demand(label is null || provider.ZoneClaim.Length == 0 || !token.Has(provider.ZoneClaim)
            || string.Equals(token.Id(provider.ZoneClaim), label, StringComparison.Ordinal),
            TokenRefusal.UnknownIssuer, "The token's zone is not the tenant of its issuer.");
        return (provider, tenant!);
    }

    private void CheckServed(TenantId tenant)
    {
        if (!providers.Serves(tenant))
        {
            throw new TokenRefusedException(TokenRefusal.TenantNotEnabled, "InsightsHub:Tenants does not list the tenant.")
            {
                Tenant = tenant,
            };
        }
    }

    private static async Task CheckSignature(TokenParts token, SigningKeys keys)
    {
        var key = token.Header("kid") is { Length: > 0 and <= MaxKeyId } id ? await keys.FindAsync(id) : null;
        Demand(key is not null, TokenRefusal.UnknownKey, "The identity service has no key with the ID in the token.");
        Demand(token.Signature is not null, TokenRefusal.BadSignature, "The token's signature cannot be read.");
        var check = key!.CryptoProviderFactory.CreateForVerifying(key, SecurityAlgorithms.RsaSha256);
        try
        {
            Demand(check.Verify(token.Signed, token.Signature), TokenRefusal.BadSignature, "The token's signature is invalid.");
        }
        finally
        {
            key.CryptoProviderFactory.ReleaseSignatureProvider(check);
        }
    }

    private void CheckTime(TokenParts token)
    {
        var now = clock.GetUtcNow();
        Demand(token.Moment("exp") > now - Leeway, TokenRefusal.Expired, "The token has expired or has no expiry time.");
        Demand(token.Moment("exp") - now <= GreatestLife, TokenRefusal.TooLong, "The token is valid for more than 24 hours.");
        foreach (var start in new[] { "iat", "nbf" })
        {
            if (token.Has(start) && !(token.Moment(start) <= now + Leeway))
            {
                throw new TokenRefusedException(TokenRefusal.NotYetValid, "The token is not valid yet.")
                {
                    ClockDifference = token.Moment(start) - now,
                };
            }
        }
    }

    /// <summary>
    /// An access token of a person, and nothing that merely looks like one. Source: technical tokens name no user; a refresh token of this
    /// family of identity services has an id that ends in <c>-r</c>, an id token has no scopes.
    /// </summary>
    private static void CheckKind(TokenParts token) => Demand(
        !string.IsNullOrWhiteSpace(token.Claim("user_id")) && !string.IsNullOrWhiteSpace(token.Claim("user_name") ?? token.Claim("email"))
            && token.Claim("grant_type") != "client_credentials" && token.Claim("jti")?.EndsWith("-r", StringComparison.Ordinal) != true
            && token.Has("scope"),
        TokenRefusal.NotAUser, "The token does not name a user or is not an access token.");

    private void CheckApplication(TokenParts token)
    {
        var own = options.Value.AppName + "-";
        string[] clients = [.. new[] { token.Claim("cid"), token.Claim("client_id") }.OfType<string>()];
        Demand(!options.Value.CheckClient || (clients.Length > 0 && Array.TrueForAll(clients, client => IsOwn(client, own))),
            TokenRefusal.WrongApplication, "The token was issued for another application.");
    }

    /// <summary>
    /// The application's name, a hyphen, and one name more: another hyphen would be another application whose name begins as this one's.
    /// </summary>
    private static bool IsOwn(string client, string own) => client.StartsWith(own, StringComparison.Ordinal) && client.Length > own.Length
        && !client.AsSpan(own.Length).Contains('-');

    private ClaimsIdentity Identity(TokenParts token, IdentityProvider provider, TenantId tenant)
    {
        var identity = new ClaimsIdentity("Bearer", CallerClaims.UserName, CallerClaims.Role);
        identity.AddClaims(
        [
            new(CallerClaims.Provider, provider.Name), new(CallerClaims.Tenant, providers.Canonical(tenant).Value),
                new(CallerClaims.TenantAsSeen, tenant.Value),
            new(CallerClaims.Issuer, token.Claim("iss")!), new(CallerClaims.UserId, token.Claim("user_id")!),
                new(CallerClaims.UserName, (token.Claim("user_name") ?? token.Claim("email"))!),
        ]);
        if ((token.Claim("client_id") ?? token.Claim("cid")) is { } client)
        {
            identity.AddClaim(new(CallerClaims.Client, client));
        }

        if (token.Claim("jti") is { } id)
        {
            identity.AddClaim(new(CallerClaims.TokenHash, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..32]));
        }

        if (token.Has("subtenant"))
        {
            Demand(SubtenantId.TryParse(token.Claim("subtenant"), out var subtenant), TokenRefusal.Malformed,
                "The token's subtenant cannot be read.");
            identity.AddClaim(new(CallerClaims.Subtenant, subtenant!.Value));
        }

        var scopes = token.List("scope")?.ToHashSet(StringComparer.Ordinal) ?? [];
        identity.AddClaims(Enum.GetValues<AppRole>().Where(role => scopes.Contains(provider.ScopePrefix + NameOf(role)))
            .Select(role => new Claim(CallerClaims.Role, role.ToString())));
        return identity;
    }

    private string NameOf(AppRole role) => options.Value.Roles.TryGetValue(role.ToString(), out var name) ? name
        : role.ToString().ToLowerInvariant();

    private static void Demand(bool isMet, TokenRefusal otherwise, string detail)
    {
        if (!isMet)
        {
            throw new TokenRefusedException(otherwise, detail);
        }
    }
}
