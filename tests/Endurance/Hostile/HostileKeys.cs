using Enterprise.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Enterprise.Endurance.Hostile;

/// <summary>
/// The application in front of an identity service whose key set is wrong in every way that <see cref="HostileAnswers"/> knows, on a clock
/// that the run moves: each wrong set is fetched, and a token signed before has to pass afterwards.
/// </summary>
internal static class HostileKeys
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    /// <summary>The time after which keys that are in use are fetched again.</summary>
    private static readonly TimeSpan Refresh = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan FetchWithin = TimeSpan.FromSeconds(10);

    /// <summary>Runs all cases, or some of them.</summary>
    /// <param name="seed">Draws the order and the sample.</param>
    /// <param name="sample">How many cases; null for all.</param>
    public static async Task<KeyFindings> RunAsync(int seed, int? sample = null)
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var platform = await PlatformDouble.StartAsync();
        platform.Clock = clock;
        platform.Assets = http => Documents.Of(http.Request).AnswerAsync(http);
        var good = Documents.Keys(platform);
        platform.Keys = good.AnswerAsync;
        var cases = HostileAnswers.Of(good).Where(wrong => !wrong.Name.StartsWith(Documents.SigningKey, StringComparison.Ordinal)).ToArray();
        new Random(seed).Shuffle(cases);
        cases = [.. cases.Where(wrong => !wrong.Drips).Take(sample ?? int.MaxValue), .. cases.Where(wrong => wrong.Drips && sample is null)];

        await using var app = await EnterpriseHost.StartAsync(platform.Origin, platform.Issuer, clock: clock);
        while (await AskAsync(app, platform) != 200)
        {
            await Task.Delay(20); // The first fetch is under way.
        }

        var faults = new List<string>();
        var met = 0;
        foreach (var wrong in cases)
        {
            var status = await TryAsync(app, platform, clock, wrong);
            met += status is null ? 0 : 1;
            if (status != 200)
            {
                faults.Add($"{wrong}: {(status is null ? "not fetched, or no fetch after it" : $"a good token gets {status}")}");
            }

            if (app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested)
            {
                return new() { Cases = cases.Length, Met = met, Exits = 1, Faults = faults };
            }
        }

        return new() { Cases = cases.Length, Met = met, Exits = 0, Faults = faults };
    }

    /// <summary>
    /// Serves the wrong set once. The next fetch shows that it was dealt with; a good token is tried before that one is answered.
    /// </summary>
    /// <returns>The status of the good token's page; null where there was no next fetch.</returns>
    private static async Task<int?> TryAsync(EnterpriseHost app, PlatformDouble platform, FakeTimeProvider clock, HostileCase wrong)
    {
        var (fetches, next, tried) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        var good = Documents.Keys(platform);
        platform.Keys = async http =>
        {
            if (Interlocked.Increment(ref fetches) == 1)
            {
                await wrong.AnswerAsync(http);
                return;
            }

            next.TrySetResult();
            await tried.Task;
            await good.AnswerAsync(http);
        };
        var isNext = await PassUntilAsync(next.Task, clock);
        var status = isNext ? await AskAsync(app, platform) : (int?)null;
        tried.SetResult();
        return status;
    }

    private static async Task<bool> PassUntilAsync(Task seen, FakeTimeProvider clock)
    {
        var begun = TimeProvider.System.GetTimestamp();
        for (var passed = TimeSpan.Zero; !seen.IsCompleted && TimeProvider.System.GetElapsedTime(begun) < FetchWithin; passed += Round)
        {
            clock.Advance(Round);
            await Task.WhenAny(seen, Task.Delay(TimeSpan.FromMilliseconds(passed <= 2 * Refresh ? 2 : 50)));
        }

        return seen.IsCompleted;
    }

    private static async Task<int> AskAsync(EnterpriseHost app, PlatformDouble platform)
    {
        using var client = app.ClientWith(platform.Token());
        try
        {
            using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }
}
