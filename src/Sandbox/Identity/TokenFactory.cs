using System.Text.Json;
using System.Text.Json.Nodes;
using Enterprise.Sandbox.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace Enterprise.Sandbox.Identity;

/// <summary>
/// Issues the Sandbox's tokens, of both generations. A token has all members that the platform's documentation and public code show, and
/// plausible other ones (<c>aud</c>, <c>zid</c>, <c>origin</c>, <c>schemas</c>, <c>cat</c>, …), which no application should need.
/// </summary>
public sealed class TokenFactory
{
    private readonly KeyRings keys;
    private readonly Addresses addresses;
    private readonly TenantMoves moves;
    private readonly TokenClaims content;
    private readonly TokenLifetime lifetime;
    private readonly TimeProvider clock;

    internal TokenFactory(KeyRings keys, Addresses addresses, TenantMoves moves, SandboxOptions options, TokenLifetime lifetime)
    {
        this.keys = keys;
        this.addresses = addresses;
        this.moves = moves;
        this.lifetime = lifetime;
        clock = options.Clock;
        content = new TokenClaims(addresses, options, lifetime);
    }

    /// <summary>
    /// The token that the gateway forwards for a session: the latest one for a tenth of its lifetime, then a new one. New keys, moves of
    /// the tenant and changes of the lifetime take effect at once. How long the platform's gateway keeps a token is not known.
    /// </summary>
    internal SessionToken ForSession(SessionToken? latest, Person person, DateTimeOffset signedInAt)
    {
        var (generation, now) = (moves.Of(person.Tenant), clock.GetUtcNow());
        var token = new SessionToken("", keys.Of(generation).ActiveId, generation, lifetime.Current, now);
        return latest is not null && now - latest.IssuedAt < token.Lifetime / 10
            && latest == token with { Text = latest.Text, IssuedAt = latest.IssuedAt }
            ? latest
            : token with { Text = ForPerson(person, signedInAt) };
    }

    /// <summary>
    /// Issues a user token as the gateway does, in the generation that the person's tenant is on at this moment.
    /// </summary>
    /// <param name="person">Whose token.</param>
    /// <param name="signedInAt">When the person signed in, or null for now.</param>
    /// <param name="change">Changes the claims before they are signed, or null.</param>
    /// <returns>A signed token, valid from now for <see cref="TokenLifetime.Current"/>.</returns>
    public string ForPerson(Person person, DateTimeOffset? signedInAt = null, Action<JsonObject>? change = null)
    {
        var generation = moves.Of(person.Tenant);
        var claims = ClaimsOf(person, generation, signedInAt);
        change?.Invoke(claims);
        return Sign(Header(person.Tenant, generation), claims, generation);
    }

    /// <summary>Signs any header and claims with a generation's active key.</summary>
    /// <param name="header">The header; with another <c>kid</c> or <c>alg</c> than the active key's the token is a forgery to test
    /// with.</param>
    /// <param name="claims">The claims.</param>
    /// <param name="generation">Whose key.</param>
    /// <returns>The token in its compact form.</returns>
    public string Sign(JsonObject header, JsonObject claims, Generation generation = Generation.First)
    {
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{keys.Of(generation).Sign(signed)}";
    }

    /// <summary>The header of a genuine token.</summary>
    /// <param name="tenant">The name of the tenant whose identity service issues it.</param>
    /// <param name="generation">Whose identity service.</param>
    /// <returns>A new object with <c>alg</c>, <c>jku</c>, <c>kid</c> and <c>typ</c>.</returns>
    public JsonObject Header(string tenant, Generation generation = Generation.First) => new()
    {
        ["alg"] = "RS256",
        ["jku"] = $"{addresses.IdentityOf(tenant, generation)}token_keys",
        ["kid"] = keys.Of(generation).ActiveId,
        ["typ"] = "JWT",
    };

    internal JsonObject ClaimsOf(Person person, Generation generation, DateTimeOffset? signedInAt = null) =>
        content.OfPerson(person, generation, signedInAt);

    /// <summary>Issues the token of a technical client: without a user, administrator of the assets.</summary>
    /// <param name="tenant">The name of the tenant whose data it opens.</param>
    /// <param name="client">The client's id.</param>
    /// <param name="subtenant">The subtenant to act for, or null.</param>
    /// <returns>The token with what the token endpoints answer beside it.</returns>
    internal IssuedToken ForClient(string tenant, string client, string? subtenant)
    {
        var generation = moves.Of(tenant);
        var claims = content.OfClient(tenant, client, subtenant, generation);
        return new IssuedToken(
            Sign(Header(tenant, generation), claims, generation),
                string.Join(' ', claims["scope"]!.AsArray().Select(scope => scope!.GetValue<string>())), claims["jti"]!.GetValue<string>());
    }

    private static string Encode(JsonObject part) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(part));
}

/// <summary>A technical token and what is told beside it.</summary>
internal sealed record IssuedToken(string Token, string Scope, string Id);

/// <summary>A session's token and what it was issued with.</summary>
internal sealed record SessionToken(string Text, string KeyId, Generation Generation, TimeSpan Lifetime, DateTimeOffset IssuedAt);
