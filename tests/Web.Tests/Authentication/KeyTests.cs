using System.Net;
using System.Security.Cryptography;
using Enterprise.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Authentication;

/// <summary>
/// The identity service's keys through rotations, withdrawals, broken answers and outages, on a clock that the test moves.
/// </summary>
[Collection(Alone.Name)]
public sealed class KeyTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly WallClock _wall;
    private readonly RSA _next = RSA.Create(2048);
    private PlatformDouble _platform = null!;
    private EnterpriseHost _app = null!;

    public KeyTests() => _wall = new(_clock);

    public async Task InitializeAsync()
    {
        _platform = await PlatformDouble.StartAsync();
        _platform.Clock = _wall;
        _platform.Assets = PlatformDouble.Answer(200, World.OneAssetList);
        _app = await EnterpriseHost.StartAsync(_platform.Origin, _platform.Issuer, clock: _wall);
        // On a busy machine the first fetch may take longer than its 3 seconds.
        for (var attempt = 0; attempt < 20 && await Ask(_platform.Token()) != "OK"; attempt++)
        {
            await PassTime(TimeSpan.FromSeconds(5));
        }
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _platform.DisposeAsync();
        _next.Dispose();
    }

    [Fact]
    public async Task The_first_token_after_a_rotation_passes_and_old_ones_still_do()
    {
        // The keys were fetched a moment ago: a token that names another one has them fetched again all the same.
        _platform.Keys = PlatformDouble.KeySet(("key-id-2", _next), ("key-id-1", _platform.Key));

        Assert.Equal("OK", await Ask(Next()));
        Assert.Equal("OK", await Ask(_platform.Token()));
    }

    [Fact]
    public async Task A_withdrawn_key_stops_working_within_five_minutes()
    {
        _platform.Keys = PlatformDouble.KeySet(("key-id-2", _next));
        Assert.Equal("OK", await Ask(_platform.Token()));
        await PassTime(TimeSpan.FromMinutes(5));

        Assert.Equal("bad_signature", await Ask(_platform.Token()));
        Assert.Equal("OK", await Ask(Next()));
    }

    public static TheoryData<string> BrokenAnswers => ["empty set", "no json", "html", "error", "too large", "redirect", "hang"];

    [Theory]
    [MemberData(nameof(BrokenAnswers))]
    public async Task A_broken_answer_never_replaces_good_keys(string kind)
    {
        _platform.Keys = Broken(kind);
        var before = _platform.KeyFetches;
        await PassTime(TimeSpan.FromMinutes(4));

        Assert.True(_platform.KeyFetches > before, "Nothing was fetched meanwhile: the test proves nothing.");
        Assert.Equal("OK", await Ask(_platform.Token()));
    }

    [Fact]
    public async Task Good_keys_serve_for_a_day_without_the_service_and_then_nobody_is_let_in_with_503()
    {
        _platform.Keys = Broken("error");
        _clock.Advance(TimeSpan.FromHours(23.9));
        Assert.Equal("OK", await Ask(_platform.Token()));

        _clock.Advance(TimeSpan.FromHours(0.2));
        Assert.Equal("identity_unavailable", await Ask(_platform.Token()));

        _platform.Keys = PlatformDouble.KeySet(("key-id-1", _platform.Key));
        await PassTime(TimeSpan.FromSeconds(40));
        Assert.Equal("OK", await Ask(_platform.Token()));
    }

    [Fact]
    public async Task However_many_unknown_keys_are_named_there_is_one_fetch_in_ten_seconds()
    {
        _clock.Advance(TimeSpan.FromSeconds(31));
        var before = _platform.KeyFetches;
        var outcomes = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 500), async (number, _) =>
            outcomes.Add(await Ask(_platform.Token(header: header => header["kid"] = $"key-id-{number + 10}"))));

        Assert.Equal(1, _platform.KeyFetches - before);
        Assert.Equal(["bad_signature", "identity_unavailable"], outcomes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    /// <summary>What is refused for its algorithm or for the form of its key's name is refused before a key is looked for.</summary>
    [Theory]
    [InlineData("RS256", 128, 1)]
    [InlineData("RS256", 129, 0)]
    [InlineData("RS256", 0, 0)]
    [InlineData("HS256", 9, 0)]
    [InlineData("none", 9, 0)]
    public async Task Only_a_name_that_could_be_a_key_s_causes_a_fetch(string algorithm, int length, int fetches)
    {
        _clock.Advance(TimeSpan.FromSeconds(31));
        var before = _platform.KeyFetches;
        Assert.Equal("bad_signature",
            await Ask(_platform.Token(header: header => (header["alg"], header["kid"]) = (algorithm, new string('k', length)))));

        Assert.Equal(fetches, _platform.KeyFetches - before);
    }

    [Fact]
    public async Task Tenants_that_share_their_keys_cause_no_fetch_of_their_own()
    {
        var before = _platform.KeyFetches;
        for (var number = 0; number < 20; number++)
        {
            Assert.Equal("OK", await Ask(
                _platform.Token(claims => (claims["ten"], claims["iss"]) =
                ($"t{number}", _platform.Issuer.Replace("{tenant}", $"t{number}", StringComparison.Ordinal)))));
        }

        Assert.Equal(before, _platform.KeyFetches);
    }

    [Fact]
    public async Task Tokens_join_a_regular_fetch_that_is_under_way()
    {
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var keys = PlatformDouble.KeySet(("key-id-2", _next), ("key-id-1", _platform.Key));
        var before = _platform.KeyFetches;
        _platform.Keys = async http =>
        {
            asked.TrySetResult();
            await answer.Task;
            await keys(http);
        };
        while (!asked.Task.IsCompleted)
        {
            await PassTime(TimeSpan.FromSeconds(5));
        }

        var waiting = Enumerable.Range(0, 20).Select(_ => Ask(Next())).ToList();
        Assert.Equal("OK", await Ask(_platform.Token()));
        answer.SetResult();

        Assert.All(await Task.WhenAll(waiting), outcome => Assert.Equal("OK", outcome));
        Assert.Equal(1, _platform.KeyFetches - before);
    }

    [Fact]
    public async Task A_fetch_belongs_to_no_request_and_those_that_wait_for_it_share_it()
    {
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var keys = PlatformDouble.KeySet(("key-id-2", _next), ("key-id-1", _platform.Key));
        _platform.Keys = async http =>
        {
            asked.TrySetResult();
            await answer.Task;
            await keys(http);
        };
        var before = _platform.KeyFetches;
        using (var client = _app.ClientWith(Next()))
        {
            using var cancellation = new CancellationTokenSource();
            var first = client.GetAsync(new Uri("/", UriKind.Relative), cancellation.Token);
            await asked.Task;
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        }

        var waiting = Enumerable.Range(0, 20).Select(_ => Ask(Next())).ToList();
        Assert.Equal("OK", await Ask(_platform.Token()));
        answer.SetResult();

        Assert.All(await Task.WhenAll(waiting), outcome => Assert.Equal("OK", outcome));
        Assert.Equal(1, _platform.KeyFetches - before);
    }

    [Fact]
    public async Task A_service_that_hangs_holds_a_request_for_as_long_as_a_fetch_may_take_once_and_no_other()
    {
        _platform.Keys = Broken("hang");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal("identity_unavailable", await Ask(Next()));
        Assert.InRange(watch.Elapsed.TotalSeconds, 2.5, 5);

        watch.Restart();
        Assert.Equal("identity_unavailable", await Ask(Next()));
        Assert.Equal("OK", await Ask(_platform.Token()));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 2);
    }

    [Fact]
    public async Task A_key_of_less_than_2048_bits_is_as_good_as_none()
    {
        using var small = RSA.Create(2040);
        _platform.Keys = PlatformDouble.KeySet(("key-id-1", _platform.Key), ("key-id-2", small));

        Assert.Equal("bad_signature", await Ask(_platform.Token(header: header => header["kid"] = "key-id-2", key: small)));
        Assert.Equal("OK", await Ask(_platform.Token()));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_stops_no_fetch()
    {
        _wall.Shift = TimeSpan.FromDays(-1);
        _platform.Keys = PlatformDouble.KeySet(("key-id-2", _next));
        await PassTime(TimeSpan.FromMinutes(5));

        Assert.Equal("bad_signature", await Ask(_platform.Token()));
        Assert.Equal("OK", await Ask(Next()));
    }

    [Fact]
    public async Task A_hundred_thousand_invented_keys_leave_nothing_behind()
    {
        using var client = _app.ClientWith(null);
        var payload = _platform.Token().Split('.')[1];
        Task AskAsync(int number) => Parallel.ForEachAsync(Enumerable.Range(number, 20_000), async (invented, cancel) =>
        {
            var header = PlatformDouble.Encode(System.Text.Encoding.ASCII.GetBytes(
                $$"""{"alg":"RS256","kid":"{{new string('k', 100)}}-{{invented}}"}"""));
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {header}.{payload}.AAAA");
            using var answer = await client.SendAsync(request, cancel);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        });

        long Memory()
        {
            _app.Log.Clear(); // The lines that the test keeps are not the application's.
            return GC.GetTotalMemory(forceFullCollection: true);
        }

        Assert.Equal("bad_signature", await Ask(_platform.Token(header: header => header["kid"] = "key-id-77")));
        await AskAsync(0);
        var (fetches, memory) = (_platform.KeyFetches, Memory());
        var grown = new List<long>();
        for (var round = 1; round <= 5; round++)
        {
            await AskAsync(round * 20_000);
            var now = Memory();
            grown.Add(now - memory);
            memory = now;
        }

        // The names of one round alone would be more than 4 MB. Other tests in this process take memory as well, but not in every round.
        Assert.InRange(grown.Min(), long.MinValue, 2 * 1024 * 1024);
        Assert.Equal(fetches, _platform.KeyFetches);
    }

    [Fact]
    public async Task A_token_from_a_clock_that_is_ahead_is_told_the_difference()
    {
        using var client = _app.ClientWith(
            _platform.Token(claims => claims["iat"] = _clock.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds()), "text/html");
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Contains("They differ by 10 minutes", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private string Next() => _platform.Token(header: header => header["kid"] = "key-id-2", key: _next);

    /// <summary>The code of the refusal, or OK.</summary>
    private async Task<string> Ask(string token)
    {
        using var client = _app.ClientWith(token);
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
        var outcome = answer.StatusCode == HttpStatusCode.OK ? "OK" : (await World.JsonAsync(answer)).GetProperty("code").GetString()!;
        Assert.Equal(outcome switch { "OK" => 200, "identity_unavailable" => 503, _ => 401 }, (int)answer.StatusCode);
        return outcome;
    }

    /// <summary>Lets time pass in steps, so that what waits for the clock can work between them.</summary>
    private async Task PassTime(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(5))
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(15);
        }
    }

    /// <summary>A clock that somebody sets back or ahead, while time passes as before.</summary>
    private sealed class WallClock(TimeProvider time) : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Shift;

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            time.CreateTimer(callback, state, dueTime, period);
    }

    private static RequestDelegate Broken(string kind) => kind switch
    {
        "empty set" => PlatformDouble.Answer(200, """{"keys":[]}""", "application/json"),
        "no json" => PlatformDouble.Answer(200, "keys", "application/json"),
        "html" => PlatformDouble.Answer(200, "<html></html>", "text/html"),
        "error" => PlatformDouble.Answer(503, string.Empty),
        "too large" => PlatformDouble.Answer(200, "{\"keys\":[]," + new string(' ', 5 * 1024 * 1024) + "\"x\":1}", "application/json"),
        "redirect" => PlatformDouble.Answer(302, string.Empty),
        "hang" => http => Task.Delay(TimeSpan.FromSeconds(20), http.RequestAborted),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
