using System.Diagnostics;
using System.Globalization;
using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Integrity;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using Enterprise.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Enterprise.Benchmarks;

/// <summary>What proving costs: a verification of a whole log and of a range, and a checkpoint over many tenants.</summary>
internal static class Integrity
{
    private const int Warming = 5;
    private const int Rounds = 25;

    public static async Task<int> VerifyAsync(int entries)
    {
        await using var platform = await PlatformDouble.StartAsync();
        await using var app = await EnterpriseHost.StartAsync(platform.Origin, platform.Issuer);
        for (var part = 0; part < 20; part++)
        {
            await AppendAsync(app, entries / 20, number => $"tenant{number % 50}");
            await LogCopy.CheckpointAsync(app);
        }

        var best = 0.0;
        for (var round = 0; round < 3; round++)
        {
            var begun = Stopwatch.GetTimestamp();
            Verification? result = null;
            await foreach (var step in app.Services.GetRequiredService<ILogVerifier>().VerifyAsync(tenant: null, range: null, CancellationToken.None))
            {
                result = step.Result;
            }

            if (result!.Faults > 0 || result.Entries < entries / 20 * 20)
            {
                Console.WriteLine($"verify: {result}");
                return 1;
            }

            best = Math.Max(best, result.Entries / Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }

        var middle = entries / 100;
        var start = Stopwatch.GetTimestamp();
        await foreach (var step in app.Services.GetRequiredService<ILogVerifier>().VerifyAsync(TenantId.Parse("tenant7"), new(middle, middle + 99), CancellationToken.None))
        {
            if (step.Result is { } range && (range.Faults > 0 || range.Rebuilt == 0))
            {
                Console.WriteLine($"verify a range: {range}");
                return 1;
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"verify a range of 100 in the middle of it: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"verify, {entries} entries of 50 tenants, best of 3: {best:F0} entries/s (target 100000/s)"));
        return best >= 100_000 ? 0 : 1;
    }

    public static async Task<int> CheckpointAsync(int tenants)
    {
        await using var platform = await PlatformDouble.StartAsync();
        await using var app = await EnterpriseHost.StartAsync(platform.Origin, platform.Issuer);
        var times = new List<double>();
        for (var round = 0; round < Warming + Rounds; round++)
        {
            await AppendAsync(app, tenants, number => $"tenant{number}");
            var begun = Stopwatch.GetTimestamp();
            await LogCopy.CheckpointAsync(app);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        var median = times.Skip(Warming).Order().ElementAt(Rounds / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"checkpoint, {tenants} tenants, all of them grown, median of {Rounds}: {median:F1} ms with signature, store and archive (target 50 ms); of a process that has just started the first {times[0]:F1} ms, the next five {times.Skip(1).Take(5).Order().ElementAt(2):F1} ms"));
        return median <= 50 ? 0 : 1;
    }

    private static async Task AppendAsync(EnterpriseHost app, int entries, Func<int, string> tenantOf)
    {
        var log = app.Services.GetRequiredService<IAccessLog>();
        foreach (var part in Enumerable.Range(0, entries).Chunk(2000))
        {
            await Task.WhenAll(part.Select(number => log.AppendAsync(Entry(tenantOf(number)))));
        }
    }

    private static AccessEntry Entry(string tenant) => new()
    {
        Id = Guid.CreateVersion7(), At = DateTimeOffset.UnixEpoch.AddTicks(TimeProvider.System.GetUtcNow().Subtract(DateTimeOffset.UnixEpoch).Ticks / 10 * 10), Tenant = TenantId.Parse(tenant),
        Subject = new("user-1", "anna@acme.example", "192.0.2.7", null, false, "Mozilla/5.0 (X11; Linux x86_64)"), Action = AccessAction.ListAssets, Outcome = AccessOutcome.Granted,
        Detail = "search=pump", Items = 25, RequestId = "0HN1", Node = "node-1", Version = "1.0.0", Authentication = new("https://acme.example/oauth/token", "enterprise-1", "0123456789abcdef", "User"),
    };
}
