using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Enterprise.Sandbox.Hosting;

namespace Enterprise.Sandbox.Identity;

/// <summary>
/// What stands in tokens. The claims of the second generation are those seen in one client token and in public code of that family;
/// which of them a user token carries, and what stands in <c>env</c>, <c>cat</c> and <c>sws.samauth.ten.user</c>, is assumed.
/// </summary>
internal sealed class TokenClaims(Addresses addresses, SandboxOptions options, TokenLifetime lifetime)
{
    private static readonly string[] TechnicalScopes = ["mdsp:core:assetmanagement.admin", "mdsp:core:iot.timAdmin",
        "mdsp:core:iot.tsaUser"];

    public const string SecondTenant = "sws.samauth.ten";

    public static string TenantClaim(Generation generation) => generation == Generation.First ? "ten" : SecondTenant;

    public JsonObject OfPerson(Person person, Generation generation, DateTimeOffset? signedInAt)
    {
        var userId = person.UserId.ToString("D");
        var claims = Common(
            person.Tenant, generation, options.Registration(generation), userId, person.ScopesIn(options.AppName), "authorization_code",
                "user-token:v1");
        claims["user_id"] = userId;
        claims["user_name"] = person.UserName;
        claims["email"] = person.UserName;
        claims["origin"] = claims["zid"]!.GetValue<string>();
        claims["auth_time"] = (signedInAt ?? options.Clock.GetUtcNow()).ToUnixTimeSeconds();
        if (generation == Generation.Second)
        {
            claims["sws.samauth.ten.user"] = userId;
        }

        return WithSubtenant(claims, person.Subtenant);
    }

    public JsonObject OfClient(string tenant, string client, string? subtenant, Generation generation) => WithSubtenant(
        Common(
            tenant, generation, client, client, TechnicalScopes, "client_credentials",
            generation == Generation.First ? "client-token:v1" : "client-token:api-app:v1"),
        subtenant);

    private JsonObject Common(
        string tenant, Generation generation, string client, string subject, IReadOnlyList<string> scopes, string grant, string category)
    {
        var now = options.Clock.GetUtcNow();
        var label = Tenant.Find(tenant)?.Label(generation) ?? tenant;
        var audience = scopes.Select(scope => scope[..scope.LastIndexOf('.')]).Append(client).Distinct(StringComparer.Ordinal);
        var claims = new JsonObject
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
            ["exp"] = (now + lifetime.Current).ToUnixTimeSeconds(),
            ["iss"] = $"{addresses.IdentityOf(tenant, generation)}oauth/token",
            ["zid"] = label,
            ["aud"] = Strings(audience),
            ["schemas"] = Strings([generation == Generation.First ? "urn:siemens:mindsphere:v1" : "urn:siemens:xf:iam:v1"]),
            ["cat"] = category,
        };
        if (generation == Generation.First)
        {
            claims["ten"] = label;
            return claims;
        }

        claims[SecondTenant] = options.TenantAsNumber ? long.Parse(label, NumberStyles.None, CultureInfo.InvariantCulture) : label;
        claims["sws.samauth.ten.name"] = tenant;
        claims["env"] = "sandbox";
        claims["region"] = options.Region;
        return claims;
    }

    private static JsonObject WithSubtenant(JsonObject claims, string? subtenant)
    {
        if (subtenant is not null)
        {
            claims["subtenant"] = subtenant;
        }

        return claims;
    }

    private static JsonArray Strings(IEnumerable<string> values) => [.. values.Select(value => JsonValue.Create(value))];

    private static string RandomHex(int bytes) => RandomNumberGenerator.GetHexString(bytes * 2, lowercase: true);
}
