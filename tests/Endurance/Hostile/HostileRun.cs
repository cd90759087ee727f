using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Enterprise.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;

namespace Enterprise.Endurance.Hostile;

/// <summary>
/// The application as a process in front of an asset API whose answers are wrong in every way that <see cref="HostileAnswers"/> knows, each
/// asked for as a page and as JSON. What was answered is compared with the access log.
/// </summary>
internal static class HostileRun
{
    private const int Workers = 6;

    private static readonly string[] Faces = ["text/html", "application/json"];

    /// <summary>Runs all cases, or some of them.</summary>
    /// <param name="seed">Draws the order and the sample.</param>
    /// <param name="sample">How many cases, none of which takes the application's whole time for an answer; null for all.</param>
    public static async Task<HostileFindings> RunAsync(int seed, int? sample = null)
    {
        var asks = (from document in Documents.OfAssets from wrong in HostileAnswers.Of(document) from face in Faces select new Ask(wrong, face)).ToArray();
        new Random(seed).Shuffle(asks);
        var slow = asks.Where(ask => ask.Case.Drips && sample is null).ToList();
        var quick = asks.Where(ask => !ask.Case.Drips).Take(sample ?? int.MaxValue).ToList();

        using var files = new Scratch("hostile");
        var place = new ApplicationPlace(files.Folder("application"), Environment: KillRun.Quiet);
        await using var platform = await PlatformDouble.StartAsync();
        var current = new ConcurrentDictionary<string, Ask>(StringComparer.Ordinal);
        platform.Assets = http => AnswerAsync(http, current);
        await using var app = await ApplicationProcess.StartAsync(platform, place);
        // What the first request of a process costs is another figure.
        var first = (from document in Documents.OfAssets from face in Faces select new Ask(new(document, "right", document.AnswerAsync), face)).ToList();
        var begun = Stopwatch.GetTimestamp();
        foreach (var asked in new[] { first, slow, quick })
        {
            var left = new ConcurrentQueue<Ask>(asked);
            await Task.WhenAll(Enumerable.Range(0, Workers).Select(number => Task.Run(() => WorkAsync(app.Origin, platform, number, left, current))));
        }

        return HostileFindings.Of([.. first, .. slow, .. quick], Granted(place.LogFile), app.ExitCode, Stopwatch.GetElapsedTime(begun));
    }

    private static async Task WorkAsync(Uri origin, PlatformDouble platform, int number, ConcurrentQueue<Ask> asks, ConcurrentDictionary<string, Ask> current)
    {
        var token = platform.Token(claims => claims["user_id"] = string.Create(CultureInfo.InvariantCulture, $"u-{number}"));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = origin };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        while (asks.TryDequeue(out var ask))
        {
            current[$"Bearer {token}"] = ask;
            platform.Seen.Clear();
            await AskAsync(client, ask);
        }
    }

    private static async Task AskAsync(HttpClient client, Ask ask)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(ask.Case.Document.Page, UriKind.Relative));
        request.Headers.Accept.ParseAdd(ask.Face);
        var begun = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await client.SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            ask.RequestId = answer.Headers.TryGetValues("X-Request-Id", out var ids) ? ids.Single() : null;
            (ask.Status, ask.IsWhole) = ((int)answer.StatusCode, IsWhole(body, ask.Face));
        }
        catch (HttpRequestException)
        {
            ask.Status = 0; // No answer, or a part of one.
        }

        ask.Took = Stopwatch.GetElapsedTime(begun);
    }

    private static Task AnswerAsync(HttpContext http, ConcurrentDictionary<string, Ask> current)
    {
        var asked = Documents.Of(http.Request);
        if (!current.TryGetValue(http.Request.Headers.Authorization.ToString(), out var ask) || ask.Case.Document != asked)
        {
            return asked.AnswerAsync(http);
        }

        ask.IsServed = true;
        return ask.Case.AnswerAsync(http);
    }

    /// <summary>Whether an answer reaches to its end and shows text as text.</summary>
    private static bool IsWhole(string body, string face)
    {
        if (face == "text/html")
        {
            return body.TrimEnd().EndsWith("</html>", StringComparison.Ordinal) && !body.Contains(HostileValues.Script, StringComparison.Ordinal);
        }

        try
        {
            JsonDocument.Parse(body).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static HashSet<string> Granted(string logFile)
    {
        using var connection = new SqliteConnection($"Data Source={logFile};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT RequestId FROM Entries WHERE Outcome = 'Granted'";
        using var reader = command.ExecuteReader();
        var granted = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            granted.Add(reader.GetString(0));
        }

        return granted;
    }
}

/// <summary>One case asked for in one form, and what came of it.</summary>
internal sealed record Ask(HostileCase Case, string Face)
{
    public bool IsServed { get; set; }

    /// <summary>The status, or 0 where there was no whole answer.</summary>
    public int Status { get; set; }

    /// <summary>Whether the answer reaches to its end and shows text as text.</summary>
    public bool IsWhole { get; set; }

    public string? RequestId { get; set; }

    public TimeSpan Took { get; set; }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Case} as {Face}: {Status} after {Took.TotalSeconds:F2} s, request {RequestId}");
}
