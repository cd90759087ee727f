using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Enterprise.Sandbox.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace Enterprise.Sandbox.Identity.Hostile;

/// <summary>The tools for one forged token of one person.</summary>
internal sealed class Forge(
    Person person, Generation generation, TokenFactory tokens, KeyRings keys, Addresses addresses, SandboxOptions options,
        ForeignKey foreign)
{
    public Person Person => person;

    public Generation Generation => generation;

    public ForeignKey Foreign => foreign;

    public Uri Root => addresses.Root;

    public RSA Key => keys.Of(generation).ActiveRsa;

    public string KeyId => keys.Of(generation).ActiveId;

    public string TenantClaim => TokenClaims.TenantClaim(generation);

    /// <summary>What the tokens of this person call the tenant.</summary>
    public string Label => Claims()["zid"]!.GetValue<string>();

    /// <summary>What the tokens of another, existing tenant of the same generation call that one.</summary>
    public string OtherLabel => generation == Generation.First ? (person.Tenant == "acme" ? "borealis" : "acme")
        : (person.Tenant == "xenon" ? Tenant.Find("krypton") : Tenant.Find("xenon"))!.Id!;

    /// <summary>What the tokens of a tenant would call it that does not exist.</summary>
    public string InventedLabel => generation == Generation.First ? "nosuch" : "1999999999";

    public string Issuer => IssuerOf(Label);

    public long Now => options.Clock.GetUtcNow().ToUnixTimeSeconds();

    public string IssuerOf(string label) => $"{addresses.IdentityOf(label, generation)}oauth/token";

    public Forge For(Person other, Generation at) => new(other, at, tokens, keys, addresses, options, foreign);

    public JsonObject Header() => tokens.Header(person.Tenant, generation);

    public JsonObject Claims() => tokens.ClaimsOf(person, generation);

    public string Technical() => tokens.ForClient(person.Tenant, person.Tenant + "-svc", subtenant: null).Token;

    public string Genuine() => With(_ => { });

    /// <summary>A token with changed claims, signed as it should be.</summary>
    public string With(Action<JsonObject> change)
    {
        var claims = Claims();
        change(claims);
        return Signed(Header(), claims);
    }

    /// <summary>A token with one changed claim, signed as it should be.</summary>
    public string With(string claim, JsonNode? value) => With(claims => claims[claim] = value);

    /// <summary>A token without one claim, signed as it should be.</summary>
    public string Without(string claim) => With(claims => claims.Remove(claim));

    /// <summary>A token with a changed header, signed as it should be.</summary>
    public string WithHeader(Action<JsonObject> change) => Signed(Changed(change), Claims());

    /// <summary>A token with a changed header, signed in another way.</summary>
    public string SignedBy(Func<byte[], byte[]> sign, Action<JsonObject> change)
    {
        var content = $"{Part(Changed(change))}.{Part(Claims())}";
        return $"{content}.{WebEncoders.Base64UrlEncode(sign(Encoding.ASCII.GetBytes(content)))}";
    }

    /// <summary>A token whose parts are given as they are to stand in it, signed as it should be.</summary>
    public string Raw(string header, string payload)
    {
        var content = $"{header}.{payload}";
        return $"{content}.{keys.Of(generation).Sign(content)}";
    }

    /// <summary>A token whose payload is this text, signed as it should be.</summary>
    public string RawClaims(string json) => Raw(Part(Header()), Part(json));

    public static string Part(JsonObject content) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(content));

    public static string Part(string content) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(content));

    /// <summary>A JSON object's text with more members before its end.</summary>
    public static string Extended(JsonObject content, string members) => $"{content.ToJsonString()[..^1]},{members}}}";

    private string Signed(JsonObject header, JsonObject claims) => tokens.Sign(header, claims, generation);

    private JsonObject Changed(Action<JsonObject> change)
    {
        var header = Header();
        change(header);
        return header;
    }
}
