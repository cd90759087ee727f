using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog;
using Enterprise.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Enterprise.Benchmarks;

/// <summary>
/// What recording adds to a page: the same page of the same process for two users in turn, one of whom the log acknowledges at once without
/// writing. The difference of their times is what the durable entry costs: for one reader alone, for several who ask as fast as they can,
/// and for as many at half that pace. Where they ask as fast as they can no processor is ever idle, and each step of a page, the entry's
/// two with the rest, waits for one. All three are judged, after rounds that warm them up; what those rounds of many readers cost, while
/// the way of many through the code is still being compiled, is told.
/// </summary>
internal static class AuditCost
{
    private const string Unrecorded = "nobody-records-me";
    private const double AllowedMedian = 2;
    private const double Allowed99 = 15;
    private const int Many = 16;
    private const int LongRun = 2000;

    public static async Task<int> RunAsync()
    {
        await using var platform = await PlatformDouble.StartAsync();
        platform.Assets = PlatformDouble.Answer(200, World.OneAssetList);
        await using var app = await EnterpriseHost.StartAdjustedAsync(platform.Origin, platform.Issuer, 0, Halve);
        await MeasureAsync(app, platform, readers: 1, rounds: 500);
        var alone = await MeasureAsync(app, platform, readers: 1, rounds: 3000);
        var early = await MeasureAsync(app, platform, Many, rounds: 500);
        var busy = await MeasureAsync(app, platform, Many, LongRun);
        var paced = await MeasureAsync(app, platform, Many, rounds: 500, pace: 2 * busy.Took / LongRun);
        Console.WriteLine($"alone:           {alone}");
        Console.WriteLine($"first seconds:   {early}  not judged: still being compiled");
        Console.WriteLine($"half the pace:   {paced}");
        Console.WriteLine($"without a break: {busy}");
        return alone.IsGood && paced.IsGood && busy.IsGood ? 0 : 1;
    }

    private static void Halve(IServiceCollection services)
    {
        var real = services.Single(service => service.ServiceType == typeof(IAccessLog));
        services.Replace(ServiceDescriptor.Singleton(provider => HalfLog.Around((IAccessLog)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!))));
    }

    /// <summary>Asks for pairs of pages, one of them recorded.</summary>
    /// <param name="app">The application.</param>
    /// <param name="platform">Its platform.</param>
    /// <param name="readers">How many ask at once.</param>
    /// <param name="rounds">How many pairs of pages each asks for.</param>
    /// <param name="pace">The time from one pair's beginning to the next one's.</param>
    private static async Task<Cost> MeasureAsync(EnterpriseHost app, PlatformDouble platform, int readers, int rounds, TimeSpan pace = default)
    {
        var begun = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(Enumerable.Range(0, readers).Select(reader => Task.Run(async () =>
        {
            using HttpClient with = app.ClientWith(platform.Token(), "text/html"), without = app.ClientWith(platform.Token(claims => claims["user_id"] = Unrecorded), "text/html");
            var pairs = new List<(double With, double Without)>();
            for (var round = 0; round < rounds; round++)
            {
                // Not all at the same moment.
                var early = pace * (round + (double)reader / readers) - Stopwatch.GetElapsedTime(begun);
                await (early > TimeSpan.Zero ? Task.Delay(early) : Task.CompletedTask);

                // Who is first changes, so that what the first leaves warm helps both alike.
                pairs.Add(round % 2 == 0 ? (await AskAsync(with), await AskAsync(without)) : Swap(await AskAsync(without), await AskAsync(with)));
            }

            return pairs;
        })));
        platform.Seen.Clear();
        var all = times.SelectMany(pairs => pairs).OrderBy(pair => pair.With - pair.Without).ToList();
        return new(readers, Stopwatch.GetElapsedTime(begun), all[all.Count / 2].With - all[all.Count / 2].Without, [.. all.Select(pair => pair.With).Order()], [.. all.Select(pair => pair.Without).Order()]);
    }

    private static (double, double) Swap(double first, double second) => (second, first);

    private static async Task<double> AskAsync(HttpClient client)
    {
        var begun = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    /// <summary>Times in milliseconds, shortest first.</summary>
    private sealed record Cost(int Readers, TimeSpan Took, double Added, IReadOnlyList<double> With, IReadOnlyList<double> Without)
    {
        public bool IsGood => At(With, 50) - At(Without, 50) <= AllowedMedian && At(With, 99) - At(Without, 99) <= Allowed99;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"audit cost, {Readers} readers, {2 * With.Count / Took.TotalSeconds:F0} pages/s: p50 {At(With, 50):F2} ms recorded, {At(Without, 50):F2} ms not, adds {At(With, 50) - At(Without, 50):F2} ms (at most {AllowedMedian}), ratio {At(With, 50) / At(Without, 50):F2}, median of the pairs' differences {Added:F2} ms; ")
            + string.Create(CultureInfo.InvariantCulture,
            $"p99 {At(With, 99):F2} ms recorded, {At(Without, 99):F2} ms not, adds {At(With, 99) - At(Without, 99):F2} ms (at most {Allowed99})");

        private static double At(IReadOnlyList<double> times, int percent) => times[times.Count * percent / 100];
    }

    /// <summary>The log, but for one user whose entries it acknowledges without writing them.</summary>
#pragma warning disable CA1852 // The framework derives the proxy.
    public class HalfLog : DispatchProxy
#pragma warning restore CA1852
    {
        private IAccessLog _inner = null!;

        public static IAccessLog Around(IAccessLog inner)
        {
            var proxy = Create<IAccessLog, HalfLog>();
            ((HalfLog)(object)proxy)._inner = inner;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            args is [AccessEntry { Subject.UserId: Unrecorded }] ? Task.CompletedTask : targetMethod!.Invoke(_inner, args);
    }
}
