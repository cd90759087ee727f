using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Enterprise.Testing;

namespace Enterprise.Benchmarks;

/// <summary>
/// A flood of bad tokens (bad signature; unknown key, answered with 503 while the limit puts off the fetch and with 401 otherwise; garbage)
/// against the application in a process of its own, while a user with a good token works and the keys change. Prints what is refused a
/// second (and beside it what the cheapest answer of the same process reaches under the same load), key fetches, the good requests' 99th
/// percentile, memory, and rows of the log.
/// </summary>
internal static class Flood
{
    private const int Connections = 64;

    public static async Task<int> RunAsync(int seconds)
    {
        await using var platform = await PlatformDouble.StartAsync();
        platform.Assets = PlatformDouble.Answer(200, World.OneAssetList);
        await using var app = await Enterprise.Testing.ApplicationProcess.StartAsync(platform);
        using var foreign = RSA.Create(2048);
        (string?, int[])[] bad =
            [(platform.Token(key: foreign), [401]), (platform.Token(header: header => header["kid"] = "key-id-77"), [401, 503]), ("garbage", [401])];

        await SendAsync(app.Origin, "/health/live", [(null, [200])], TimeSpan.FromSeconds(3));
        var cheapest = await SendAsync(app.Origin, "/health/live", [(null, [200])], TimeSpan.FromSeconds(5));
        await SendAsync(app.Origin, "/", bad, TimeSpan.FromSeconds(3));
        var (memory, fetches, rows) = (app.Memory, platform.KeyFetches, app.RowsByReason);

        using var stop = new CancellationTokenSource();
        var good = GoodAsync(app, platform.Token(), stop.Token);
        var newKey = NewKeyAsync(app, platform, TimeSpan.FromSeconds(seconds / 2.0));
        var refused = await SendAsync(app.Origin, "/", bad, TimeSpan.FromSeconds(seconds));
        var known = await newKey;
        await stop.CancelAsync();
        var times = await good;
        var p99 = times.Order().ElementAt(times.Count * 99 / 100);
        var (grown, fetched) = ((app.Memory - memory) / 1024.0 / 1024.0, platform.KeyFetches - fetches);
        var added = app.RowsByReason.Where(row => row.Key.Length > 0).Select(row => $"{row.Key} {(row.Value - rows.GetValueOrDefault(row.Key)) / (double)seconds:F1}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            refused {refused / seconds:F0}/s for {seconds} s ({refused / (double)seconds / (cheapest / 5.0):F2} of the cheapest answer's {cheapest / 5:F0}/s, load and application on the same cores)
            key fetches {fetched} ({fetched * 60.0 / seconds:F1} a minute), good requests {times.Count}, p99 {p99:F0} ms, a new key known after {known:F1} s, memory {grown:+0;-0} MB, rows of the log a second by reason: {string.Join(", ", added)}
            """));
        return 0;
    }

    private static async Task<List<double>> GoodAsync(ApplicationProcess app, string token, CancellationToken stop)
    {
        using var client = new HttpClient { BaseAddress = app.Origin };
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {token}");
        client.DefaultRequestHeaders.Add("Accept", "application/json");
        var times = new List<double>();
        while (!stop.IsCancellationRequested)
        {
            var begun = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(new Uri("/", UriKind.Relative), CancellationToken.None);
            answer.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            await Task.Delay(20, CancellationToken.None);
        }

        return times;
    }

    /// <summary>Changes the keys in the middle of the flood, and asks with the new one until it is let in.</summary>
    /// <returns>How many seconds that took.</returns>
    private static async Task<double> NewKeyAsync(ApplicationProcess app, PlatformDouble platform, TimeSpan after)
    {
        await Task.Delay(after, CancellationToken.None);
        using var key = RSA.Create(2048);
        using var client = new HttpClient { BaseAddress = app.Origin };
        var token = platform.Token(header: header => header["kid"] = "key-id-2", key: key);
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {token}");
        platform.Keys = PlatformDouble.KeySet(("key-id-1", platform.Key), ("key-id-2", key));
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(100, CancellationToken.None))
        {
            using var answer = await client.GetAsync(new Uri("/", UriKind.Relative), CancellationToken.None);
            if (answer.IsSuccessStatusCode)
            {
                return watch.Elapsed.TotalSeconds;
            }

            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                throw new InvalidOperationException($"The owner of a new key was answered with {(int)answer.StatusCode}.");
            }
        }
    }

    /// <summary>Sends these tokens over many connections, each over its share, and counts the responses.</summary>
    private static async Task<long> SendAsync(Uri origin, string path, (string? Token, int[] Statuses)[] tokens, TimeSpan time)
    {
        var sent = await Task.WhenAll(tokens.Select(kind => Load.RunAsync(
            origin, new(kind.Statuses, string.Empty, [Exchange.Request(path, "application/json", kind.Token)]), Connections / tokens.Length, time)));
        return sent.Sum(one => (long)one.Times.Count);
    }
}
