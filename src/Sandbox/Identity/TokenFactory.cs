using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Enterprise.Sandbox.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace Enterprise.Sandbox.Identity;

/// <summary>
/// Mints the tokens of the stand-in. A token carries all members that the platform's documentation and public code show, and the
/// plausible rest (<c>aud</c>, <c>zid</c>, <c>origin</c>, <c>schemas</c>, <c>cat</c>, …), which nobody should need.
/// </summary>
public sealed class TokenFactory
{
    private readonly SigningKeys keys;
    private readonly Addresses addresses;
    private readonly SandboxOptions options;

    internal TokenFactory(SigningKeys keys, Addresses addresses, SandboxOptions options)
    {
        this.keys = keys;
        this.addresses = addresses;
        this.options = options;
    }

    /// <summary>Mints a user token as the gateway does for each request.</summary>
    /// <param name="person">Whose token.</param>
    /// <param name="signedInAt">When the person signed in, or null for now.</param>
    /// <param name="change">Changes the claims before they are signed, or null.</param>
    /// <returns>A signed token, valid from now for <see cref="SandboxOptions.TokenLifetime"/>.</returns>
    public string ForPerson(Person person, DateTimeOffset? signedInAt = null, Action<JsonObject>? change = null)
    {
        var client = $"{options.AppName}-{options.ProviderTenant}";
        var userId = person.UserId.ToString("D");
        var claims = Common(person.Tenant, client, userId, person.ScopesIn(options.AppName), "authorization_code", "user-token:v1");
        claims["user_id"] = userId;
        claims["user_name"] = person.UserName;
        claims["email"] = person.UserName;
        claims["origin"] = person.Tenant;
        claims["auth_time"] = (signedInAt ?? options.Clock.GetUtcNow()).ToUnixTimeSeconds();
        if (person.Subtenant is not null)
        {
            claims["subtenant"] = person.Subtenant;
        }

        change?.Invoke(claims);
        return Sign(Header(person.Tenant), claims);
    }

    /// <summary>Mints the token of a technical client: no user in it, administrator of the assets.</summary>
    /// <param name="tenant">Whose data it opens.</param>
    /// <param name="client">The client's id.</param>
    /// <param name="subtenant">The subtenant to act for, or null.</param>
    /// <returns>The token with what the token endpoints answer beside it.</returns>
    internal IssuedToken ForClient(string tenant, string client, string? subtenant)
    {
        var claims = Common(tenant, client, client, ["mdsp:core:assetmanagement.admin"], "client_credentials", "client-token:v1");
        if (subtenant is not null)
        {
            claims["subtenant"] = subtenant;
        }

        return new IssuedToken(Sign(Header(tenant), claims), claims["scope"]!.AsArray()[0]!.GetValue<string>(), claims["jti"]!.GetValue<string>());
    }

    /// <summary>Signs any header and claims with the active key.</summary>
    /// <param name="header">The header; with another <c>kid</c> or <c>alg</c> than the active key's the token is a forgery to test with.</param>
    /// <param name="claims">The claims.</param>
    /// <returns>The token in its compact form.</returns>
    public string Sign(JsonObject header, JsonObject claims)
    {
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{keys.Sign(signed)}";
    }

    /// <summary>The header of a genuine token.</summary>
    /// <param name="tenant">The tenant whose identity service issues it.</param>
    /// <returns>A new object with <c>alg</c>, <c>jku</c>, <c>kid</c> and <c>typ</c>.</returns>
    public JsonObject Header(string tenant) => new()
    {
        ["alg"] = "RS256",
        ["jku"] = $"{addresses.Identity(tenant)}token_keys",
        ["kid"] = keys.ActiveId,
        ["typ"] = "JWT",
    };

    private JsonObject Common(string tenant, string client, string subject, IReadOnlyList<string> scopes, string grant, string category)
    {
        var now = options.Clock.GetUtcNow();
        var audience = scopes.Select(scope => scope[..scope.LastIndexOf('.')]).Append(client).Distinct(StringComparer.Ordinal);
        return new JsonObject
        {
            ["jti"] = RandomHex(16),
            ["sub"] = subject,
            ["scope"] = Strings(scopes),
            ["client_id"] = client,
            ["cid"] = client,
            ["azp"] = client,
            ["grant_type"] = grant,
            ["rev_sig"] = RandomHex(4),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + options.TokenLifetime).ToUnixTimeSeconds(),
            ["iss"] = $"{addresses.Identity(tenant)}oauth/token",
            ["zid"] = tenant,
            ["aud"] = Strings(audience),
            ["ten"] = tenant,
            ["schemas"] = Strings(["urn:siemens:mindsphere:v1"]),
            ["cat"] = category,
        };
    }

    private static JsonArray Strings(IEnumerable<string> values) => [.. values.Select(value => JsonValue.Create(value))];

    private static string RandomHex(int bytes) => RandomNumberGenerator.GetHexString(bytes * 2, lowercase: true);

    private static string Encode(JsonObject part) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(part));
}

/// <summary>A technical token and what is told beside it.</summary>
internal sealed record IssuedToken(string Token, string Scope, string Id);
