using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Enterprise.Testing;

/// <summary>
/// A platform that does what the Sandbox never would: its assets answer as the test says (slow, broken, hostile), and its tokens are as
/// wrong as the test wants. It shares no code with the Sandbox or the application.
/// </summary>
public sealed class PlatformDouble : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RSA _key = RSA.Create(2048);
    private int _keyFetches;

    private PlatformDouble(WebApplication app) => _app = app;

    /// <summary>What the asset API answers.</summary>
    public RequestDelegate Assets { get; set; } = http => http.Response.WriteAsync("{}");

    /// <summary>What <c>token_keys</c> answers; the true keys by default.</summary>
    public RequestDelegate Keys { get; set; } = null!;

    /// <summary>Every request that reached the asset API: path with query, and the header Authorization.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<(string Path, string Authorization)> Seen { get; } = new();

    /// <summary>The time that tokens are made at.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>How often keys were fetched, from the one address or from one of a tenant's own.</summary>
    public int KeyFetches => _keyFetches;

    public Uri Origin { get; private set; } = null!;

    public string Issuer => $"http://{{tenant}}.piam.localhost:{Origin.Port}/oauth/token";

    public static async Task<PlatformDouble> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var platform = new PlatformDouble(app);
        platform.Keys = KeySet(("key-id-1", platform._key));
        app.Run(async http =>
        {
            if (http.Request.Path.Value!.EndsWith("/token_keys", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref platform._keyFetches);
                await platform.Keys(http);
                return;
            }

            if (http.Request.Headers.Authorization.Count > 0)
            {
                platform.Seen.Enqueue((http.Request.Path + http.Request.QueryString, http.Request.Headers.Authorization.ToString()));
            }

            await platform.Assets(http);
        });
        await app.StartAsync();
        platform.Origin = new Uri(app.Urls.First());
        return platform;
    }

    /// <summary>A user's token with everything right, except what the test changes.</summary>
    /// <param name="payload">Changes the claims; a claim set to null is left out.</param>
    /// <param name="header">Changes the header, likewise.</param>
    /// <param name="key">Signs instead of the true key.</param>
    public string Token(Action<Dictionary<string, object?>>? payload = null, Action<Dictionary<string, object?>>? header = null,
        RSA? key = null)
    {
        var now = Clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["iss"] = Issuer.Replace("{tenant}", "acme", StringComparison.Ordinal), ["ten"] = "acme", ["user_id"] = "u-1",
                ["user_name"] = "anna@acme.example",
            ["scope"] = new[] { "assets.user", "mdsp:core:assetmanagement.standarduser" }, ["iat"] = now, ["exp"] = now + 1800,
                ["cid"] = "assets-sandbox",
        };
        var head = new Dictionary<string, object?>(StringComparer.Ordinal) { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = "key-id-1" };
        payload?.Invoke(claims);
        header?.Invoke(head);
        var content = $"{Part(head)}.{Part(claims)}";
        var signature = (key ?? _key).SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{content}.{Encode(signature)}";
    }

    /// <summary>An answer of the asset API.</summary>
    public static RequestDelegate Answer(int status, string body, string type = "application/hal+json") => http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        return http.Response.WriteAsync(body);
    };

    public static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>Goes away: nobody listens any more.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private static string Part(Dictionary<string, object?> members) =>
        Encode(JsonSerializer.SerializeToUtf8Bytes(members.Where(member => member.Value is not null)
            .ToDictionary(member => member.Key, member => member.Value, StringComparer.Ordinal)));

    /// <summary>The key that signs unless a test says otherwise.</summary>
    public RSA Key => _key;

    /// <summary>The answer of <c>token_keys</c> with these keys.</summary>
    public static RequestDelegate KeySet(params (string Id, RSA Key)[] keys) => http => http.Response.WriteAsJsonAsync(new
    {
        keys = keys.Select(key =>
        {
            var numbers = key.Key.ExportParameters(false);
            return new { kty = "RSA", use = "sig", kid = key.Id, alg = "RS256", n = Encode([0, .. numbers.Modulus!]),
                e = Encode(numbers.Exponent!) };
        }),
    });
}
