using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using Enterprise.Application.Background;
using Enterprise.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Enterprise.Architecture.Tests;

/// <summary>
/// Each piece of background work throws, twice, and the service is used. Which pieces there are is read from the assemblies, so that none
/// can be forgotten: what has no supervisor is found by <see cref="BackgroundTests"/>.
/// </summary>
public sealed class BackgroundFaultTests : World
{
    private const string Supervisor = "Enterprise.Application.Background.BackgroundWork";
    private const int Faults = 2;

    /// <summary>What runs on one of the databases only.</summary>
    private const string OnSqliteOnly = "Enterprise.Infrastructure.AccessLog.ReadingTimer";
    private const string OnPostgresOnly = "Enterprise.Infrastructure.AccessLog.AccessLogSealer";

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Every_piece_throws_and_the_service_serves_logs_and_reports_it(LogDatabase on)
    {
        var settings = on == LogDatabase.Postgres ? (await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync()).Settings : [];
        await using var app = await EnterpriseHost.StartAdjustedAsync(
            Platform.Origin, Platform.Issuer, 0,
            services => services.Replace(ServiceDescriptor.Singleton<BackgroundWork, FaultyWork>()), settings);
        var work = (FaultyWork)app.Services.GetRequiredService<BackgroundWork>();

        using var user = app.ClientWith(Platform.Token());
        await UntilAsync(() => GetAsync(user, "/"), answer => answer.Status == HttpStatusCode.OK);

        using var auditor = app.ClientWith(TokenOf("acme", "assets.auditor"));
        for (var reading = 0; reading <= Faults; reading++)
        {
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(auditor, "/access-log")).Status);
            await VerifyAsync(auditor, isToFail: reading < Faults);
            await ExportAsync(auditor, isToFail: reading < Faults);
        }

        var ofTheOther = on == LogDatabase.Postgres ? OnSqliteOnly : OnPostgresOnly;
        Assert.Equal(
            Pieces().Where(piece => piece != ofTheOther).Order(StringComparer.Ordinal),
            work.Owners.Keys.Order(StringComparer.Ordinal));
        Assert.All(work.Runs, piece => Assert.True(piece.Value >= Faults, piece.Key));
        foreach (var piece in work.Runs.Keys)
        {
            Assert.Equal(Faults, app.Log.Lines.Count(line => line.Contains($"planted fault of '{piece}'", StringComparison.Ordinal)
                && line.Contains("BackgroundWork[400", StringComparison.Ordinal)));
        }

        await app.WaitForHealthAsync("yellow");
        using var @operator = app.ClientWith(TokenOf("acme", "assets.operator"));
        await UntilAsync(
            () => BackgroundTextAsync(@operator),
            text => work.Runs.Keys.All(piece => text.Contains($"'{piece}' has failed since", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_rule_sees_loops_jobs_and_timers()
    {
        foreach (var piece in new[] { "AccessLogWriter", "Exports.StoredExports", "ReadingTimer", "AccessLogSealer" })
        {
            Assert.Contains($"Enterprise.Infrastructure.AccessLog.{piece}", Pieces());
        }
    }

    /// <summary>The types that the supervisor runs something of.</summary>
    private static HashSet<string> Pieces() =>
    [
        .. Product.Types.Where(type => type.BaseType?.FullName == "Enterprise.Application.Background.BackgroundLoop")
            .Concat(Uses.Callers(Product.Types, Supervisor, "RunOnceAsync"))
            .Concat(Uses.Callers(Product.Types, Supervisor, "RunAfter"))
            .Concat(Uses.Callers(Product.Types, Supervisor, "RunLoopAsync"))
            .Where(type => type.Namespace != "Enterprise.Application.Background").Select(type => type.FullName),
    ];

    /// <summary>Health is answered from memory: the latest look may be older than the latest fault.</summary>
    private static async Task<string> BackgroundTextAsync(HttpClient @operator) => (await GetAsync(@operator, "/status")).Json
        .GetProperty("items").EnumerateArray().Single(item => item.GetProperty("name").GetString() == "background work")
        .GetProperty("text").GetString()!;

    /// <summary>Verifies until the result is the expected one: at first no entry may be sealed yet.</summary>
    private static async Task VerifyAsync(HttpClient auditor, bool isToFail)
    {
        var expected = isToFail ? "The last verification did not finish" : "Chain intact";
        await GetAsync(auditor, "/access-log/integrity/verify");
        await UntilAsync(
            async () =>
            {
                var seen = await GetAsync(auditor, "/access-log/integrity");
                _ = isToFail ? seen : await GetAsync(auditor, "/access-log/integrity/verify");
                return seen.Json.GetProperty("state").GetString()!;
            },
            state => state.StartsWith(expected, StringComparison.Ordinal));
    }

    private static async Task ExportAsync(HttpClient auditor, bool isToFail)
    {
        using var begun = await auditor.GetAsync(new Uri("/access-log/export/begin?format=Csv", UriKind.Relative));
        var place = begun.Headers.Location!.OriginalString;
        await UntilAsync(
            () => GetAsync(auditor, place),
            answer => answer.Json.TryGetProperty(isToFail ? "fault" : "file", out var end)
                && (!isToFail || end.GetString()!.StartsWith("It failed unexpectedly", StringComparison.Ordinal)));
    }

    private static async Task<(HttpStatusCode Status, JsonElement Json)> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, await JsonAsync(answer));
    }

    private static async Task UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> isReached)
    {
        var begun = TimeProvider.System.GetTimestamp();
        for (var answer = await ask(); !isReached(answer); answer = await ask())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromMinutes(1), $"The last answer: {answer}");
            await Task.Delay(50);
        }
    }

    /// <summary>Lets each piece of work throw at its first runs. The first timers of readings fire at once.</summary>
    private sealed class FaultyWork(IMeterFactory meters, ILogger<BackgroundWork> logger)
        : BackgroundWork(new Clock(), meters, logger)
    {
        public ConcurrentDictionary<string, int> Runs { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<string, bool> Owners { get; } = new(StringComparer.Ordinal);

        protected override void OnRun(string name, Delegate run)
        {
            var owner = run.Method.DeclaringType!;
            while (owner.DeclaringType is { } outer)
            {
                owner = outer;
            }

            Owners[owner.FullName!] = true;
            if (Runs.AddOrUpdate(name, 1, (_, runs) => runs + 1) <= Faults)
            {
                throw new InvalidOperationException($"planted fault of '{name}'");
            }
        }
    }

    private sealed class Clock : TimeProvider
    {
        private static readonly TimeSpan ReadingLimit = TimeSpan.FromSeconds(2);

        private int _fired;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == ReadingLimit && Interlocked.Increment(ref _fired) <= Faults)
            {
                callback(state);
            }

            return System.CreateTimer(callback, state, dueTime, period);
        }
    }
}
