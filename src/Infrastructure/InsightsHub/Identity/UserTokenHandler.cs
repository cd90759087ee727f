using System.Security.Claims;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.Tenancy;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Enterprise.Infrastructure.InsightsHub.Identity;

/// <summary>
/// The rules for a user's token, all of them, in one place: what passes here is a person of one tenant. Everything else is refused with its reason.
/// Parameters that the web framework passes are not used: nothing here can be switched off by configuration.
/// </summary>
internal sealed class UserTokenHandler(IdentityProviders providers, TimeProvider clock) : TokenHandler
{
    /// <summary>The greatest size of a token, in characters.</summary>
    public const int MaxToken = 16 * 1024;

    private const int MaxKeyId = 128;

    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(60);
    private static readonly JsonWebTokenHandler Signatures = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxToken };

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        try
        {
            var read = Read(token);
            var (provider, tenant) = IssuerOf(read);
            await CheckSignature(read, provider);
            CheckTime(read);
            return new() { IsValid = true, SecurityToken = read, ClaimsIdentity = Identity(read, tenant) };
        }
        catch (TokenRefusedException refusal)
        {
            return new() { IsValid = false, Exception = refusal };
        }
    }

    private static JsonWebToken Read(string token)
    {
        try
        {
            var read = token.Length <= MaxToken ? new JsonWebToken(token) : throw new FormatException("The token is larger than 16 KiB.");
            return read.IsEncrypted ? throw new FormatException("The token is encrypted.")
                : read.Alg != SecurityAlgorithms.RsaSha256 ? throw new TokenRefusedException(TokenRefusal.WrongAlgorithm, "The token is not signed with RS256.")
                : read;
        }
        catch (Exception fault) when (fault is ArgumentException or SecurityTokenException or FormatException or System.Text.Json.JsonException)
        {
            throw new TokenRefusedException(TokenRefusal.Malformed, "The token cannot be read.", fault);
        }
    }

    private (IdentityProvider Provider, TenantId Tenant) IssuerOf(JsonWebToken token)
    {
        var issuer = Text(token, JwtRegisteredClaimNames.Iss);
        foreach (var provider in providers.All)
        {
            if (issuer is not null && provider.Issues(issuer, out var tenant))
            {
                return string.Equals(Text(token, provider.TenantClaim), tenant!.Value, StringComparison.Ordinal)
                    ? (provider, tenant)
                    : throw new TokenRefusedException(TokenRefusal.UnknownIssuer, "The token's tenant is not the tenant of its issuer.");
            }
        }

        throw new TokenRefusedException(TokenRefusal.UnknownIssuer, "No configured identity provider issues such tokens.");
    }

    private static async Task CheckSignature(JsonWebToken token, IdentityProvider provider)
    {
        var key = token.Kid is { Length: > 0 and <= MaxKeyId } id ? await provider.Keys.FindAsync(id) : null;
        if (key is null)
        {
            throw new TokenRefusedException(TokenRefusal.UnknownKey, "The token names a key that the identity service does not have.");
        }

        var result = await Signatures.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = key,
            TryAllIssuerSigningKeys = false,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            RequireSignedTokens = true,
            ValidateIssuerSigningKey = true,
            ValidateIssuer = false, // IssuerOf compares it, with the tenant.
            ValidateLifetime = false, // CheckTime judges it, by the application's clock.
            ValidateAudience = false, // What stands in a user token's audience is not documented; the scopes decide.
        });
        if (!result.IsValid)
        {
            throw new TokenRefusedException(TokenRefusal.BadSignature, "The token's signature does not fit.", result.Exception);
        }
    }

    private void CheckTime(JsonWebToken token)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (token.ValidTo == DateTime.MinValue || token.ValidTo + Leeway <= now)
        {
            throw new TokenRefusedException(TokenRefusal.Expired, "The token's time is over.");
        }

        if (token.ValidFrom > now + Leeway || token.IssuedAt > now + Leeway)
        {
            throw new TokenRefusedException(TokenRefusal.NotYetValid, "The token's time has not come.");
        }
    }

    private static ClaimsIdentity Identity(JsonWebToken token, TenantId tenant)
    {
        var id = Text(token, "user_id");
        var name = Text(token, "user_name") ?? Text(token, "email");
        if (string.IsNullOrWhiteSpace(id) || string.IsNullOrWhiteSpace(name))
        {
            throw new TokenRefusedException(TokenRefusal.NotAUser, "The token names no user.");
        }

        var identity = new ClaimsIdentity("Bearer", CallerClaims.UserName, roleType: null);
        identity.AddClaims([new(CallerClaims.Tenant, tenant.Value), new(CallerClaims.UserId, id), new(CallerClaims.UserName, name)]);
        if (token.TryGetPayloadValue<object>("subtenant", out var subtenant) && subtenant is not null)
        {
            identity.AddClaim(new(CallerClaims.Subtenant, SubtenantId.TryParse(subtenant as string, out var parsed) ? parsed.Value
                : throw new TokenRefusedException(TokenRefusal.Malformed, "The token's subtenant cannot be read.")));
        }

        identity.AddClaims(token.Claims.Where(claim => claim.Type == "scope").Select(claim => new Claim(CallerClaims.Scope, claim.Value)));
        return identity;
    }

    /// <summary>A claim that is a JSON string; anything else is as good as none.</summary>
    private static string? Text(JsonWebToken token, string claim) => token.TryGetPayloadValue<object>(claim, out var value) ? value as string : null;
}
