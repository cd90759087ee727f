using System.Diagnostics;
using System.Globalization;
using Enterprise.Testing;

namespace Enterprise.Benchmarks;

/// <summary>
/// What an export of many entries costs the application in a process of its own, while 1,000 entries a second are added to the same file:
/// rows a second for each form, the growth of memory, and the length of the write-ahead log. The entries are copies of real ones, put into
/// the file directly. Each export has to meet every figure, and the entries have to have been added: an export beside which less happens
/// proves nothing.
/// </summary>
internal static class Export
{
    private const int Goal = 20_000;
    private const double Added = 990; // A hundred at a time: at the end of a short export the last hundred is on its way.
    private const long MostGrowth = 50 << 20;
    private const long MostWriteAheadLog = 64 << 20;
    private const int Attempts = 60;

    public static async Task<int> RunAsync(int entries)
    {
        await using var platform = await PlatformDouble.StartAsync();
        platform.Assets = PlatformDouble.Answer(200, World.OneAssetList);
        var folder = Directory.CreateTempSubdirectory("enterprise-export-").FullName;
        try
        {
            return await RunAsync(platform, new(folder), entries);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> RunAsync(PlatformDouble platform, ApplicationPlace place, int entries)
    {
        await using var app = await ApplicationProcess.StartAsync(platform, place);
        using var auditor = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = app.Origin, Timeout = TimeSpan.FromMinutes(5) };
        auditor.DefaultRequestHeaders.Add("Authorization", $"Bearer {platform.Token(claims => claims["scope"] = new[] { "assets.user", "assets.auditor" })}");
        auditor.DefaultRequestHeaders.Add("Accept", "application/json");
        using var fill = new LogFill(place.LogFile);
        for (var done = 0; done < entries; done += 2_000)
        {
            fill.Add(2_000);
        }

        fill.Settle();

        var missed = 0;
        foreach (var format in new[] { "Csv", "JsonLines", "Csv", "JsonLines", "Ocsf", "Ecs" })
        {
            using var process = Process.GetProcessById(app.Id);
            var (before, work) = (app.Memory, process.TotalProcessorTime);
            using var stop = new CancellationTokenSource();
            var adding = AddAsync(fill, stop.Token);
            var watch = Stopwatch.StartNew();
            var address = await BeginAsync(auditor, format);
            var (state, grown, wal) = (string.Empty, 0L, 0L);
            while (!state.Contains("sha256", StringComparison.Ordinal))
            {
                await Task.Delay(50);
                using var answer = await auditor.GetAsync(address);
                state = await answer.Content.ReadAsStringAsync();
                (grown, wal) = (Math.Max(grown, app.Memory - before), Math.Max(wal, new FileInfo(place.LogFile + "-wal").Length));
                if (state.Contains("\"fault\"", StringComparison.Ordinal))
                {
                    throw new InvalidOperationException(state);
                }
            }

            var (rate, seconds) = (entries / watch.Elapsed.TotalSeconds, watch.Elapsed.TotalSeconds);
            process.Refresh();
            work = process.TotalProcessorTime - work;
            await stop.CancelAsync();
            var added = await adding;
            var isGood = rate >= Goal && grown <= MostGrowth && wal <= MostWriteAheadLog && added / seconds >= Added;
            missed += isGood ? 0 : 1;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{format,-10} {entries:N0} entries in {seconds:F1} s: {rate:N0}/s (at least {Goal:N0}; {entries / work.TotalSeconds:N0} for each second of its processor), memory {grown / 1048576.0:+0.0;-0.0} MB (at most +{MostGrowth >> 20}), ")
                + string.Create(CultureInfo.InvariantCulture,
                $"{added / seconds:N0} entries/s added meanwhile (1,000), write-ahead log {wal / 1048576.0:F1} MB (at most {MostWriteAheadLog >> 20}){(isGood ? string.Empty : "  MISSED")}"));
        }

        Console.WriteLine(missed == 0 ? "all exports meet every figure" : $"{missed} exports do NOT meet every figure");
        return missed == 0 ? 0 : 1;
    }

    /// <summary>Begins an export; on a machine that is too busy to record it in time, again.</summary>
    private static async Task<Uri> BeginAsync(HttpClient auditor, string format)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            using var begun = await auditor.GetAsync(new Uri($"/access-log/export/begin?format={format}", UriKind.Relative));
            if (begun.Headers.Location is { } address)
            {
                return address;
            }

            await Task.Delay(500);
        }

        throw new TimeoutException($"The export in the form {format} was refused {Attempts} times.");
    }

    /// <summary>1,000 entries a second, a hundred in a transaction, until it is told to stop.</summary>
    private static async Task<long> AddAsync(LogFill fill, CancellationToken stop)
    {
        var added = 0L;
        for (var watch = Stopwatch.StartNew(); !stop.IsCancellationRequested;)
        {
            while (added < watch.Elapsed.TotalSeconds * 1000)
            {
                await Task.Run(() => fill.Add(100), CancellationToken.None);
                added += 100;
            }

            await Task.Delay(20, CancellationToken.None);
        }

        return added;
    }
}
