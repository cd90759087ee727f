using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Enterprise.Testing;

namespace Enterprise.Endurance;

/// <summary>One answer, as a client saw it.</summary>
/// <param name="At">When it was asked for: a timestamp of <see cref="Stopwatch"/>.</param>
/// <param name="Took">How long the whole answer took.</param>
/// <param name="Status">The status, or 0 where the connection broke.</param>
/// <param name="RequestId">The request's id.</param>
/// <param name="Path">What was asked for.</param>
/// <param name="Shows">Whether it shows data of the tenant.</param>
/// <param name="SaysWhen">Whether it says when to try again.</param>
internal sealed record Answer(long At, TimeSpan Took, int Status, string? RequestId, string Path, bool Shows, bool SaysWhen)
{
    /// <summary>When it was there.</summary>
    public long Until => At + (long)(Took.TotalSeconds * Stopwatch.Frequency);
}

/// <summary>
/// Users who ask without a pause, each over a connection of its own: seven of ten times for assets, twice for the access log, once for one
/// asset.
/// </summary>
internal static class Load
{
    /// <summary>A page of the log itself.</summary>
    public const string OfLog = "/access-log";

    private static readonly string Asset = $"/assets/{World.Id(1)}";

    /// <summary>Asks until it is told to stop, or until the server stops listening.</summary>
    public static async Task<IReadOnlyList<Answer>> RunAsync(Uri origin, PlatformDouble platform, int connections, Acknowledged acknowledged, CancellationToken stop)
    {
        var answers = new ConcurrentQueue<Answer>();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(number => Task.Run(
            async () =>
            {
                using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1, UseProxy = false }) { BaseAddress = origin };
                client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(platform, number));
                client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
                for (var turn = number; !stop.IsCancellationRequested; turn++)
                {
                    var answer = await AskAsync(client, (turn % 10) switch { 3 or 6 => OfLog, 9 => Asset, _ => "/" });
                    answers.Enqueue(answer);
                    if (answer is { Status: >= 200 and < 300, RequestId: { } id })
                    {
                        acknowledged.Add(id);
                    }
                    else if (answer.Status == 0)
                    {
                        return;
                    }
                }
            },
            CancellationToken.None)));
        platform.Seen.Clear();
        return [.. answers];
    }

    /// <summary>A platform with one asset, in the list and alone.</summary>
    public static async Task<PlatformDouble> PlatformAsync()
    {
        var platform = await PlatformDouble.StartAsync();
        var (list, one) = (PlatformDouble.Answer(200, World.OneAssetList), PlatformDouble.Answer(200, World.OneAsset));
        platform.Assets = http => http.Request.Path.Value!.EndsWith(World.Id(1), StringComparison.Ordinal) ? one(http) : list(http);
        return platform;
    }

    /// <summary>How long the application lives under load: 0.2 s at least, sooner ends more often than later ones.</summary>
    public static TimeSpan Life(TimeSpan longest) => TimeSpan.FromSeconds(0.2 + (Math.Pow(Random.Shared.NextDouble(), 2) * (longest.TotalSeconds - 0.2)));

    /// <summary>Whether one request was answered and another interrupted: then the end came under load.</summary>
    public static bool WasBroken(IReadOnlyList<Answer> answers) => answers.Any(answer => answer.Status == 200) && answers.Any(answer => answer.Status == 0);

    private static string TokenOf(PlatformDouble platform, int number) => platform.Token(claims =>
    {
        claims["scope"] = new[] { "assets.user", "assets.auditor", "mdsp:core:assetmanagement.standarduser" };
        claims["user_id"] = string.Create(CultureInfo.InvariantCulture, $"u-{number}");
    });

    private static async Task<Answer> AskAsync(HttpClient client, string path)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            var body = await answer.Content.ReadAsStringAsync();
            var id = answer.Headers.TryGetValues("X-Request-Id", out var ids) ? ids.Single() : null;
            return new(
                begun, Stopwatch.GetElapsedTime(begun), (int)answer.StatusCode, id, path,
                answer.IsSuccessStatusCode || body.Contains("Pump 7", StringComparison.Ordinal) || body.Contains("anna@", StringComparison.Ordinal), answer.Headers.RetryAfter is not null);
        }
        catch (Exception fault) when (fault is HttpRequestException or SocketException or IOException or TaskCanceledException)
        {
            return new(begun, Stopwatch.GetElapsedTime(begun), 0, null, path, Shows: false, SaysWhen: false);
        }
    }
}
