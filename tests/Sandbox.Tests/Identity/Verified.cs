using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Enterprise.Testing;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace Enterprise.Sandbox.Tests.Identity;

/// <summary>Reads a token as a stranger would: with the published keys and nothing else of the Sandbox.</summary>
internal static class Verified
{
    /// <summary>Checks the signature with the first published key, by its PEM and by its numbers, and gives the claims.</summary>
    public static async Task<JsonElement> ClaimsAsync(SandboxHost sandbox, string token, string keys = "/token_keys")
    {
        using var client = sandbox.CreateClient();
        using var set = JsonDocument.Parse(await client.GetStringAsync(new Uri(sandbox.Origin, keys)));
        var key = set.RootElement.GetProperty("keys")[0];
        var parts = token.Split('.');
        var header = Part(parts[0]);
        Assert.Equal("RS256", header.GetProperty("alg").GetString());
        Assert.Equal(key.GetProperty("kid").GetString(), header.GetProperty("kid").GetString());

        using var byValue = RSA.Create();
        byValue.ImportFromPem(key.GetProperty("value").GetString());
        using var byNumbers = RSA.Create(new RSAParameters
        {
            Modulus = WebEncoders.Base64UrlDecode(key.GetProperty("n").GetString()!)[1..],
            Exponent = WebEncoders.Base64UrlDecode(key.GetProperty("e").GetString()!),
        });
        Assert.All([byValue, byNumbers], rsa => Assert.True(rsa.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), WebEncoders.Base64UrlDecode(parts[2]), HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1)));
        return Part(parts[1]);
    }

    public static string Text(this JsonElement claims, string name) => claims.GetProperty(name).GetString()!;

    private static JsonElement Part(string part) => JsonDocument.Parse(WebEncoders.Base64UrlDecode(part)).RootElement.Clone();
}
