using System.Diagnostics;
using System.Globalization;
using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using Enterprise.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Enterprise.Benchmarks;

/// <summary>
/// What the log takes when 64 callers add to it, each waiting until its entry is durable, in the application as it runs. Beside it what the
/// disk does: how often a second it confirms 4 KiB.
/// </summary>
internal static class Append
{
    private const int Callers = 64;

    public static async Task<int> RunAsync(LogDatabase database, int seconds)
    {
        var postgres = database == LogDatabase.Postgres ? await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync() : null;
        await using var platform = await PlatformDouble.StartAsync();
        await using var app = await EnterpriseHost.StartAsync(platform.Origin, platform.Issuer, settings: postgres?.Settings ?? []);
        var log = app.Services.GetRequiredService<IAccessLog>();

        await Load(log, TimeSpan.FromSeconds(2));
        var disk = Disk(TimeSpan.FromSeconds(1));
        var times = await Load(log, TimeSpan.FromSeconds(seconds));
        disk = (disk + Disk(TimeSpan.FromSeconds(1))) / 2;

        var (rate, target) = (times.Count / (double)seconds, postgres is null ? 10_000 : 5_000);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            append, {database}, {Callers} callers, {seconds} s: {rate:F0}/s durable (target {target}/s), p50 {times[times.Count / 2]:F1} ms, p99 {times[times.Count * 99 / 100]:F1} ms
            disk: {disk:F0} fsyncs of 4 KiB a second; {rate / disk:F1} entries for each
            """));
        if (postgres is not null)
        {
            await SealedAsync(postgres);
        }

        return rate >= target ? 0 : 1;
    }

    private static async Task<List<double>> Load(IAccessLog log, TimeSpan time)
    {
        var all = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var (times, number) = (new List<double>(), 0);
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < time;)
            {
                var begun = Stopwatch.GetTimestamp();
                await log.AppendAsync(Entry(caller, ++number));
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

            return times;
        })));
        return [.. all.SelectMany(times => times).Order()];
    }

    /// <summary>An entry as a page makes it; requests are numbered as the server numbers them, by connection.</summary>
    private static AccessEntry Entry(int caller, int number) => new()
    {
        Id = Guid.CreateVersion7(), At = TimeProvider.System.GetUtcNow(), Tenant = TenantId.Parse(caller % 4 == 0 ? "borealis" : "acme"),
        Subject = new($"5b1c0d9e-{caller:D4}-4f0e-9a51-6f2f3b1d7e10", $"user-{caller}@acme.example", "192.0.2.7", "198.51.100.3", true, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
        Authentication = new("https://acme.example/oauth/token", "enterprise-1", "0123456789abcdef", "User"), Action = AccessAction.ViewAsset, Outcome = AccessOutcome.Granted,
        Resource = "00000000000000000000000000000001", ResourceName = "Pump 7", Items = 1, RequestId = $"0HNQ5V2B3{caller:X4}:{number:X8}", Node = "node-1", Version = "1.2.3",
    };

    /// <summary>How often a second the disk confirms 4 KiB that are added to a file.</summary>
    private static double Disk(TimeSpan time)
    {
        var path = Path.GetTempFileName();
        try
        {
            using var file = new FileStream(path, FileMode.Append);
            var (page, count, watch) = (new byte[4096], 0, Stopwatch.StartNew());
            for (; watch.Elapsed < time; count++)
            {
                file.Write(page);
                file.Flush(flushToDisk: true);
            }

            return count / watch.Elapsed.TotalSeconds;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task SealedAsync(PostgresDatabase database)
    {
        var watch = Stopwatch.StartNew();
        while (database.Read("SELECT count(*) FROM entries") != database.Read("SELECT count(*) FROM seals"))
        {
            await Task.Delay(20);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"all {database.Read("SELECT count(*) FROM seals")} entries sealed {watch.ElapsedMilliseconds} ms after the last"));
    }
}
