using System.Net.Http.Headers;
using System.Text;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Hardening;

/// <summary>S12: after traffic of all kinds no part that makes a token a token stands anywhere but in the requests themselves.</summary>
public sealed class SecretTests : World, IDisposable
{
    private const string Cookie = "canary-cookie-5b1d";
    private const string Search = "canary-search-9e2f";

    private readonly Telemetry _telemetry = new();

    public void Dispose() => _telemetry.Dispose();

    protected override (string Key, string Value)[] Settings => [("Logging:LogLevel:Default", "Trace")];

    [Fact]
    public async Task Tokens_cookies_and_query_values_are_nowhere()
    {
        await App.WaitForHealthAsync();
        var answers = new StringBuilder();
        var tokens = Tokens();
        foreach (var token in tokens)
        {
            foreach (var path in new[] { "/", $"/?search={Search}", $"/?search={Search}&page=x", "/access-log",
                $"/access-log?user={Search}", "/status", $"/assets/{Id(1)}", "/assets/bad", "/nowhere", "/app-info.json" })
            {
                foreach (var accept in new[] { "text/html", "application/json" })
                {
                    answers.Append(await Ask(token, path, accept));
                }
            }

            // Where tokens do not belong: as a path, as a parameter's name, as another scheme.
            var signature = token[(token.LastIndexOf('.') + 1)..];
            await Ask(token, $"/{signature}", "text/html");
            await Ask(token, $"/assets/{signature}", "text/html");
            await Ask(token, $"/?{signature}", "text/html");
            await Ask(token, $"/?search={signature}", "text/html");
            answers.Append(await Ask(token, "/", "application/json", scheme: "Basic"));
        }

        foreach (var trouble in new[] { PlatformDouble.Answer(401, "{}"), PlatformDouble.Answer(500, "{}"),
            PlatformDouble.Answer(200, "no json"), http => { http.Abort(); return Task.CompletedTask; } })
        {
            Platform.Assets = trouble;
            answers.Append(await Ask(tokens[0], "/", "text/html")).Append(await Ask(tokens[1], $"/assets/{Id(1)}", "application/json"));
        }

        Platform.Assets = PlatformDouble.Answer(200, World.OneAssetList);
        answers.Append(await ExportAsync(TokenOf("acme", "assets.auditor")));
        var logged = await App.Log.LinesWhenAsync(seen => seen.Any(line => line.Contains(" GET / 200 in ", StringComparison.Ordinal)));
        var lines = string.Join('\n', logged);
        var stored = Stored();
        Assert.Contains("anna@acme.example", stored, StringComparison.Ordinal);
        Assert.Contains("anna@acme.example", App.Collected, StringComparison.Ordinal);
        Assert.Contains("anna@acme.example", answers.ToString(), StringComparison.Ordinal);
        Assert.Contains("Microsoft.AspNetCore.Hosting.HttpRequestIn", _telemetry.Traces, StringComparison.Ordinal);
        Assert.Contains("http.route=", _telemetry.Metrics, StringComparison.Ordinal);
        foreach (var token in tokens)
        {
            var parts = token.Split('.');
            foreach (var (name, text) in new[] { ("log", lines), ("file", stored), ("answers", answers.ToString()),
                ("collector", App.Collected), ("traces", _telemetry.Traces), ("metrics", _telemetry.Metrics) })
            {
                Assert.False(parts.Length == 3 && parts[2].Length > 0 && text.Contains(parts[2], StringComparison.Ordinal),
                    $"A signature stands in the {name}.");
                Assert.False(parts[1].Length > 20 && text.Contains(parts[1], StringComparison.Ordinal),
                    $"A token's claims stand in the {name}.");
            }
        }

        Assert.DoesNotContain(Cookie, lines + stored + answers + App.Collected + _telemetry.Traces + _telemetry.Metrics,
            StringComparison.Ordinal);
        Assert.DoesNotContain(Search, lines + _telemetry.Traces + _telemetry.Metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("anna@acme.example", lines + _telemetry.Traces + _telemetry.Metrics, StringComparison.Ordinal);
    }

    private string[] Tokens()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        using var foreign = System.Security.Cryptography.RSA.Create(2048);
        return
        [
            Platform.Token(), TokenOf("acme", "assets.auditor"), TokenOf("acme", "assets.operator"), TokenOf("borealis", "assets.user"),
                TokenOf("acme", "other.user"),
            Platform.Token(claims => claims["exp"] = now - 600), Platform.Token(key: foreign),
                Platform.Token(claims => claims["iss"] = "https://evil.example/"),
            Platform.Token(header: header => header["kid"] = "unknown"), Platform.Token(claims => claims["exp"] = "soon"),
                $"{Platform.Token()[..40]}.broken-payload-canary-1234.{new string('Z', 342)}",
        ];
    }

    private async Task<string> Ask(string token, string path, string accept, string scheme = "Bearer")
    {
        using var client = App.ClientWith(null, accept);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(scheme, token);
        client.DefaultRequestHeaders.Add("Cookie", $"session={Cookie}");
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.NotEqual(500, (int)answer.StatusCode);
        return answer.Headers + await answer.Content.ReadAsStringAsync();
    }

    /// <summary>All of the log as an export.</summary>
    private async Task<string> ExportAsync(string token)
    {
        using var client = App.ClientWith(token);
        using var begun = await client.GetAsync(new Uri("/access-log/export/begin?format=JsonLines", UriKind.Relative));
        var place = begun.Headers.Location!;
        for (var attempt = 0; attempt < 200 && !(await client.GetStringAsync(place))
            .Contains("sha256", StringComparison.Ordinal); attempt++)
        {
            await Task.Delay(50);
        }

        return await client.GetStringAsync(new Uri($"{place}/file", UriKind.Relative));
    }

    /// <summary>
    /// All that the application keeps, byte by byte: the log's file with what SQLite keeps beside it, the archive, public and private keys,
    /// exports.
    /// </summary>
    private string Stored()
    {
        var files = Directory.EnumerateFiles(App.Folder, "*", SearchOption.AllDirectories).ToList();
        Assert.All(new[] { "data", "archive", "keys", "exports" }, folder =>
            Assert.Contains(files, file => Path.GetRelativePath(App.Folder, file).StartsWith(folder, StringComparison.Ordinal)));
        Assert.Contains(files, file => file.EndsWith("-wal", StringComparison.Ordinal));
        var text = new StringBuilder();
        foreach (var file in files)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            text.Append(Encoding.Latin1.GetString(memory.ToArray()));
        }

        return text.ToString();
    }
}
