using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using Enterprise.Endurance.Disk;
using Enterprise.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Enterprise.Endurance;

/// <summary>
/// What the log takes while every sync of its disk lasts half a second longer: the application in a process of its own, and in it callers
/// who each wait until their entry is durable or refused. They are twice as many as go into one transaction, so that it is full while the
/// next one waits: fewer callers would measure themselves.
/// </summary>
internal static class SlowAppends
{
    private const int Callers = 1024;

    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(20);

    /// <summary>Runs.</summary>
    public static async Task<SlowFindings> RunAsync()
    {
        using var files = new Scratch("slow");
        var (disk, place) = (await ShimmedDisk.MakeAsync(files), new ApplicationPlace(files.Folder("application")));
        var start = new ProcessStartInfo("dotnet", [Assembly.GetExecutingAssembly().Location, "callers", place.LogFile, files.File("acknowledged.txt")])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = place.Folder,
        };
        foreach (var (key, value) in disk.Environment(place.Folder))
        {
            start.Environment[key] = value;
        }

        using var callers = Process.Start(start)!;
        await callers.StandardOutput.ReadLineAsync();
        disk.Order(syncDelay: Slow);
        var before = disk.Syncs;
        await callers.StandardInput.WriteLineAsync();
        var seen = (await callers.StandardOutput.ReadLineAsync())!.Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        var syncs = disk.Syncs - before;
        disk.Order();
        callers.Kill();
        await callers.WaitForExitAsync();

        var check = new LogCheck().ReadWhole(place.LogFile);
        return new()
        {
            Recorded = seen[0], Refused = seen[1], Longest = TimeSpan.FromMilliseconds(seen[2]), WriteAheadLog = seen[3], Syncs = syncs,
            Missing = Acknowledged.ReadAll(files.File("acknowledged.txt")).Count(id => !check.Has(id)),
            Faults = [.. check.Faults, .. await OwnVerifier.RunAsync(place)],
        };
    }

    /// <summary>The process with the callers: it says when it is ready, waits for a line, and says what they saw.</summary>
    public static async Task<int> CallAsync(string file, string seen)
    {
        await using var platform = await PlatformDouble.StartAsync();
        await using var app = await EnterpriseHost.StartAsync(platform.Origin, platform.Issuer, settings:
            [("ConnectionStrings:AccessLog", $"Data Source={file}"), ("AccessLog:Keys", Path.GetFullPath("keys")), ("AccessLog:CheckpointArchive", Path.GetFullPath("archive/access-log.checkpoints"))]);
        await using var acknowledged = new Acknowledged(seen);
        var log = app.Services.GetRequiredService<IAccessLog>();
        await log.AppendAsync(Entry(0));
        Console.WriteLine("ready");
        Console.ReadLine();
        var (recorded, refused, longest, writeAheadLog, begun) = (0L, 0L, 0L, 0L, Stopwatch.StartNew());
        var calls = Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            while (begun.Elapsed < Lasts)
            {
                var (entry, since) = (Entry(caller), Stopwatch.GetTimestamp());
                try
                {
                    await log.AppendAsync(entry);
                    acknowledged.Add(entry.RequestId);
                    Interlocked.Increment(ref recorded);
                }
                catch (AccessLogUnavailableException)
                {
                    Interlocked.Increment(ref refused);
                }

                InterlockedMax(ref longest, (long)Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            }
        })).ToList();
        while (begun.Elapsed < Lasts)
        {
            writeAheadLog = Math.Max(writeAheadLog, new FileInfo(file + "-wal").Length);
            await Task.Delay(100);
        }

        // Counted at the end of the time, not when the last caller is done.
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{recorded} {refused} {longest} {writeAheadLog}"));
        await Task.WhenAll(calls);
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    private static void InterlockedMax(ref long most, long value)
    {
        for (var seen = most; value > seen && Interlocked.CompareExchange(ref most, value, seen) != seen; seen = most)
        {
        }
    }

    private static AccessEntry Entry(int caller) => new()
    {
        Id = Guid.CreateVersion7(), At = TimeProvider.System.GetUtcNow().AddTicks(-(TimeProvider.System.GetUtcNow().Ticks % TimeSpan.TicksPerMicrosecond)), Tenant = TenantId.Parse("acme"),
        Subject = new($"5b1c0d9e-{caller:D4}-4f0e-9a51-6f2f3b1d7e10", $"user-{caller}@acme.example", "192.0.2.7", "198.51.100.3", true, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
        Authentication = new("https://acme.example/oauth/token", "enterprise-1", "0123456789abcdef", "User"), Action = AccessAction.ViewAsset, Outcome = AccessOutcome.Granted,
        Resource = World.Id(caller), ResourceName = "Pump 7", Items = 1, RequestId = Guid.NewGuid().ToString("N"), Node = "node-1", Version = "1.2.3",
    };
}

/// <summary>What the callers saw, and what is in the log.</summary>
internal sealed record SlowFindings : Findings
{
    private const int Batch = 512;

    public required long Recorded { get; init; }

    public required long Refused { get; init; }

    public required TimeSpan Longest { get; init; }

    /// <summary>The greatest length of the write-ahead log in bytes.</summary>
    public required long WriteAheadLog { get; init; }

    /// <summary>Syncs of all files of the log.</summary>
    public required int Syncs { get; init; }

    public required int Missing { get; init; }

    protected override string Title => $"slow syncs (500 ms) for 20 s under 1,024 callers of the log: {Recorded} recorded, {Refused} refused";

    protected override IEnumerable<Figure> Figures =>
    [
        Figure.AtLeast("recorded a second", Recorded / 20, 500),
        Figure.Within("longest wait", Longest, TimeSpan.FromSeconds(2.5)),
        Figure.Exactly("acknowledged and missing", Missing),
        Figure.Exactly("faults of chains, file, own verification", Faults.Count),
        Figure.Megabytes("write-ahead log", WriteAheadLog, 64L << 20),
        Figure.Said($"syncs for {Batch} recorded", string.Create(CultureInfo.InvariantCulture, $"{Syncs * (double)Batch / Math.Max(1, Recorded):F2}")),
    ];
}
