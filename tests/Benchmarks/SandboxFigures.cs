using System.Diagnostics;
using System.Globalization;
using Enterprise.Sandbox.Identity;
using Enterprise.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Enterprise.Benchmarks;

/// <summary>
/// The Sandbox's figures, each with its limit: start, memory, pages of 100,000 assets, time series, forwarding, and the end.
/// </summary>
internal static class SandboxFigures
{
    private const int Rounds = 2_000;

    private static readonly string[] SortFields =
        ["name", "assetId", "tenantId", "etag", "externalId", "subTenant", "description", "timezone", "twinType", "parentId", "typeId",
            "deleted"];

    private static readonly string[] Filters =
    [
        """{"name":{"contains":"nsor 0"}}""", """{"name":{"endsWith":"7"}}""", """{"not":{"name":{"startsWith":"Sensor"}}}""",
        """{"or":{"name":{"contains":"achine"},"externalId":{"contains":"9"}}}""", """{"hasType":"galactic.device"}""",
            """{"typeId":"galactic.sensor"}""",
        """{"assetId":{"startsWith":"ab"}}""", """{"parentId":{"endsWith":"0"}}""", """{"deleted":null}""", """{"fileId":null}""",
            """{"externalId":null}""",
    ];

    private static readonly List<(string Name, double Value, double Limit, string Unit)> Measured = [];

    public static async Task<int> RunAsync()
    {
        await using var application = await StartApplicationAsync();
        var origin = new Uri(application.Urls.Single());
        await using (var sandbox = await SandboxProcess.StartAsync(origin))
        {
            Add($"ready with 100,000 assets{Processor(sandbox.ProcessorTime)}", sandbox.ReadyAfter.TotalSeconds, 3, "s");
            await MeasurePagesAsync(sandbox);
            await MeasureSeriesAsync(sandbox);
            Add("memory after all of it", sandbox.MemoryInMegabytes, 300, "MB");
        }

        await MeasureForwardingAsync(origin);
        await MeasureEndAsync(origin);
        foreach (var (name, value, limit, unit) in Measured)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(value <= limit ? "ok  " : "FAIL")} {name}: {value:F2} {unit} (at most {limit} {unit})"));
        }

        return Measured.TrueForAll(figure => figure.Value <= figure.Limit) ? 0 : 1;
    }

    /// <summary>Each sort and each filter for the first time.</summary>
    private static async Task MeasurePagesAsync(SandboxProcess sandbox)
    {
        for (var round = 0; round < 30; round++)
        {
            await sandbox.GetAsync("/api/assetmanagement/v3/assettypes");
        }

        var (worst, which, worstProcessor) = (0.0, "", TimeSpan.Zero);
        var queries = SortFields.SelectMany(field => new[] { $"sort={field},asc", $"sort={field},desc" })
            .Concat(Filters.SelectMany(filter => SortFields[..3]
                .Select(field => $"sort={field},desc&filter={Uri.EscapeDataString(filter)}")));
        foreach (var query in queries)
        {
            var before = sandbox.ProcessorTime;
            var time = await TimeAsync(() => sandbox.GetAsync($"/api/assetmanagement/v3/assets?size=200&page=3&{query}"));
            var used = sandbox.ProcessorTime - before;
            (worst, which) = time > worst ? (time, query) : (worst, which);
            worstProcessor = used > worstProcessor ? used : worstProcessor;
        }

        Add($"slowest first page of /assets, {Uri.UnescapeDataString(which)}{Processor(worstProcessor)}", worst, 50, "ms");
    }

    private static async Task MeasureSeriesAsync(SandboxProcess sandbox)
    {
        var list = await sandbox.GetAsync("/api/assetmanagement/v3/assets?size=1&filter=%7B%22typeId%22%3A%22galactic.machine%22%7D");
        var id = list.Split("\"assetId\":\"")[1][..32];
        var (times, before) = (new List<double>(), sandbox.ProcessorTime);
        for (var year = 1980; year < 2020; year++)
        {
            var path = $"/api/iottimeseries/v3/timeseries/{id}/drive?from={year}-03-01T00:00:00Z&to={year}-03-20T00:00:00Z&limit=2000";
            times.Add(await TimeAsync(() => sandbox.GetAsync(path)));
        }

        var used = Processor((sandbox.ProcessorTime - before) / times.Count);
        Add($"2,000 records of a time series, median{used}", times.Order().ElementAt(times.Count / 2), 20, "ms");
    }

    /// <summary>The same request straight to the application and through the gateway, in turn.</summary>
    private static async Task MeasureForwardingAsync(Uri origin)
    {
        await using var sandbox = await SandboxHost.StartAsync(origin);
        using var signedIn = await sandbox.SignInAsync(People.Erik);
        using var direct = sandbox.CreateClient(origin);
        List<double> directTimes = [], gatewayTimes = [];
        for (var round = 0; round < Rounds * 2; round++)
        {
            var one = await TimeAsync(() => direct.GetStringAsync(new Uri("/", UriKind.Relative)));
            var other = await TimeAsync(() => signedIn.GetStringAsync(new Uri("/", UriKind.Relative)));
            if (round >= Rounds)
            {
                directTimes.Add(one);
                gatewayTimes.Add(other);
            }
        }

        Add("cost of a forwarded request, p50", gatewayTimes.Order().ElementAt(Rounds / 2) - directTimes.Order().ElementAt(Rounds / 2), 1,
            "ms");
    }

    private static async Task MeasureEndAsync(Uri origin)
    {
        await using var sandbox = await SandboxProcess.StartAsync(origin);
        using var hang = await sandbox.Client.PostAsync(
            new Uri("/sandbox/v1/faults", UriKind.Relative),
                new StringContent("""{"kind":"hang"}""", System.Text.Encoding.UTF8, "application/json"));
        var open = sandbox.Client.GetAsync(new Uri("/api/assetmanagement/v3/assets", UriKind.Relative));
        await Task.Delay(300);
        Add("end at Ctrl-C with a request open", (await sandbox.InterruptAsync()).TotalSeconds, 2, "s");
        await open.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private static async Task<WebApplication> StartApplicationAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(http => http.Response.WriteAsync("hello"));
        await app.StartAsync();
        return app;
    }

    private static async Task<double> TimeAsync(Func<Task> action)
    {
        var begun = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    /// <summary>
    /// Where other processes use the machine, wall-clock times are theirs too; this tells how much of it was the Sandbox's.
    /// </summary>
    private static string Processor(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $" [processor time at most {time.TotalMilliseconds:F0} ms]");

    private static void Add(string name, double value, double limit, string unit) => Measured.Add((name, value, limit, unit));
}
