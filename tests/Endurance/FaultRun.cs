using System.Diagnostics;
using Enterprise.Testing;

namespace Enterprise.Endurance;

/// <summary>
/// The application under load while its log's file fails for a while: before it, during it and after it every answer is kept and compared
/// with the log, readiness is asked ten times a second and the memory is watched.
/// </summary>
internal static class FaultRun
{
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs.</summary>
    /// <param name="name">One of <see cref="Fault.Names"/>.</param>
    /// <param name="lasts">How long the fault lasts.</param>
    /// <param name="connections">How many users ask.</param>
    /// <returns>What was found.</returns>
    public static async Task<FaultFindings> RunAsync(string name, TimeSpan lasts, int connections)
    {
        using var files = new Scratch(name);
        await using var platform = await Load.PlatformAsync();
        await using var fault = await Fault.MakeAsync(name, files);
        await using var app = await ApplicationProcess.StartAsync(platform, fault.Place);
        await using var acknowledged = new Acknowledged(files.File("acknowledged.txt"));
        using var stop = new CancellationTokenSource();
        var load = Load.RunAsync(app.Origin, platform, connections, acknowledged, stop.Token);
        var watch = WatchAsync(app, fault.Place.LogFile + "-wal", stop.Token);

        await Task.Delay(Before);
        var memory = app.Memory;
        await fault.BeginAsync();
        var begun = Stopwatch.GetTimestamp();
        await Task.Delay(lasts);
        var ending = Stopwatch.GetTimestamp();
        await fault.EndAsync();
        var ended = Stopwatch.GetTimestamp();
        await Task.Delay(After);
        await stop.CancelAsync();
        var answers = await load;
        var glances = await watch;
        await app.KillAsync();

        var check = new LogCheck().ReadWhole(fault.Place.LogFile);
        return new()
        {
            Limits = FaultLimits.Of(name), Lasts = lasts, Connections = connections,
            During = [.. answers.Where(answer => answer.Until >= begun && answer.At <= ending)],
            OfLog = answers.Count(answer => answer is { Status: 200, Path: Load.OfLog } && answer.At >= (begun + ending) / 2 && answer.Until <= ending),
            Shown = answers.Count(answer => answer.Status == 200 && answer.Until >= begun && answer.Until <= ending),
            All = answers,
            Unrecorded = answers.Count(answer => answer.Shows && (answer.RequestId is not { } id || !check.Has(id))),
            Red = First(glances.Where(glance => glance.At >= begun && glance.Status == 503).Select(glance => glance.At), begun),
            Green = First(glances.Where(glance => glance.At >= ended && glance.Status == 200).Select(glance => glance.At), ended),
            Success = First(answers.Where(answer => answer.Until >= ended && answer is { Status: 200, Path: not Load.OfLog }).Select(answer => answer.Until), ended),
            Grown = glances.Where(glance => glance.At >= begun).Select(glance => glance.Memory).DefaultIfEmpty(memory).Max() - memory,
            WriteAheadLog = glances.Max(glance => glance.WriteAheadLog),
            Duplicates = check.Duplicates, Entries = check.Entries, Faults = [.. check.Faults, .. await OwnVerifier.RunAsync(fault.Place)],
        };
    }

    private static TimeSpan? First(IEnumerable<long> times, long since) => times.Order().Select(time => (TimeSpan?)Stopwatch.GetElapsedTime(since, time)).FirstOrDefault();

    private static async Task<List<(long At, int Status, long Memory, long WriteAheadLog)>> WatchAsync(ApplicationProcess app, string writeAheadLog, CancellationToken stop)
    {
        using var client = new HttpClient { BaseAddress = app.Origin };
        var glances = new List<(long, int, long, long)>();
        while (!stop.IsCancellationRequested)
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), CancellationToken.None);
            glances.Add((Stopwatch.GetTimestamp(), (int)answer.StatusCode, app.Memory, new FileInfo(writeAheadLog) is { Exists: true } file ? file.Length : 0));
            await Task.Delay(Glance, CancellationToken.None);
        }

        return glances;
    }
}
