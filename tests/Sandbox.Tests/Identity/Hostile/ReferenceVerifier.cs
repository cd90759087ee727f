using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Enterprise.Sandbox.Identity.Hostile;
using Enterprise.Testing;
using Microsoft.AspNetCore.WebUtilities;

namespace Enterprise.Sandbox.Tests.Identity.Hostile;

/// <summary>
/// A door as strict as an application's should be, in the order that the Sandbox states. It knows what is published and nothing else,
/// and it is here to prove that each kind is wrong in the way its expectation says, and in no other.
/// </summary>
internal sealed partial class ReferenceVerifier(SandboxHost sandbox)
{
    private static readonly string[] Enabled = ["acme", "borealis", "galactic", "krypton", "1000004711"];
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public async Task<string> JudgeAsync(string token)
    {
        if (token.Length > 32 * 1024)
        {
            return Refusal.TooLarge;
        }

        if (token.Length > 16 * 1024 || !Shape().IsMatch(token) || Read(token) is not var (header, claims)
            || header.TryGetProperty("crit", out _)
            || (claims.TryGetProperty("subtenant", out var subtenant)
                && !(subtenant.ValueKind == JsonValueKind.String && subtenant.GetString()!.Length is > 0 and <= 64)))
        {
            return Refusal.Malformed;
        }

        var issuer = Issuer().Match(Text(claims, "iss") ?? "");
        var label = issuer.Groups["t"].Value;
        var second = issuer.Groups["second"].Success;
        var tenant = second ? "sws.samauth.ten" : "ten";
        return Text(header, "alg") != "RS256" ? Refusal.BadSignature
            : !issuer.Success || issuer.Groups["port"].Value != $"{sandbox.Options.Port}" || Text(claims, tenant) != label
                || (claims.TryGetProperty("zid", out _) && Text(claims, "zid") != label) ? Refusal.UnknownIssuer
            : !Enabled.Contains(label) ? Refusal.TenantNotEnabled
            : !await IsSignedAsync(token, Text(header, "kid"), second ? $"/{label}.sws/token_keys" : "/token_keys") ? Refusal.BadSignature
            : Times(claims) is { } late ? late
            : Text(claims, "user_id") is null || (Text(claims, "user_name") ?? Text(claims, "email")) is null
                || Text(claims, "grant_type") == "client_credentials" || Text(claims, "jti")!.EndsWith("-r", StringComparison.Ordinal)
                || !claims.TryGetProperty("scope", out _) ? Refusal.NotAUser
            : (Text(claims, "cid") ?? Text(claims, "client_id")) != (second ? "assets-1000001700" : "assets-sandbox")
                ? Refusal.WrongApplication
            : Refusal.Accepted;
    }

    private static string? Times(JsonElement claims)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return !claims.TryGetProperty("exp", out var end) || end.ValueKind != JsonValueKind.Number ? Refusal.Expired
            : end.GetDouble() > now + 86_400 ? Refusal.Lifetime
            : !end.TryGetInt64(out var exp) || exp <= now - 60 ? Refusal.Expired
            : Ahead("iat") || Ahead("nbf") ? Refusal.NotYetValid
            : null;

        bool Ahead(string name) => claims.TryGetProperty(name, out var time)
            && !(time.ValueKind == JsonValueKind.Number && time.TryGetInt64(out var start) && start <= now + 60);
    }

    private async Task<bool> IsSignedAsync(string token, string? id, string keys)
    {
        using var client = sandbox.CreateClient();
        using var set = JsonDocument.Parse(await client.GetStringAsync(new Uri(sandbox.Origin, keys)));
        var key = set.RootElement.GetProperty("keys").EnumerateArray().FirstOrDefault(key => key.Text("kid") == id);
        if (key.ValueKind == JsonValueKind.Undefined)
        {
            return false;
        }

        using var rsa = RSA.Create();
        rsa.ImportFromPem(key.Text("value"));
        var end = token.LastIndexOf('.');
        return rsa.VerifyData(Encoding.ASCII.GetBytes(token[..end]), WebEncoders.Base64UrlDecode(token[(end + 1)..]),
            HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static (JsonElement Header, JsonElement Claims)? Read(string token)
    {
        try
        {
            var parts = token.Split('.');
            var read = (Part(parts[0]), Part(parts[1]));
            return read.Item1.ValueKind == JsonValueKind.Object && read.Item2.ValueKind == JsonValueKind.Object ? read : null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException or ArgumentException)
        {
            return null;
        }
    }

    private static JsonElement Part(string part)
    {
        using var document = JsonDocument.Parse(Strict.GetString(WebEncoders.Base64UrlDecode(part)),
            new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 32 });
        return document.RootElement.Clone();
    }

    private static string? Text(JsonElement part, string name) => part.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$", RegexOptions.None, 1000)]
    private static partial Regex Shape();

    [GeneratedRegex(@"^http://(?<t>[a-z0-9]{1,32})\.(piam\.eu1|(?<second>eu1\.sws))\.localhost:(?<port>[0-9]+)/oauth/token\z",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Issuer();
}
