using System.Net;
using System.Security.Cryptography;
using Enterprise.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Authentication;

/// <summary>
/// Key fetches that fail, wait or are limited: nothing ends the service, no user of a new key is told that the sign-in is not genuine, and
/// operators read why. The test moves the clock.
/// </summary>
public sealed class KeyFaultTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly RSA _next = RSA.Create(2048);
    private PlatformDouble _platform = null!;
    private EnterpriseHost _app = null!;

    public async Task InitializeAsync()
    {
        _platform = await PlatformDouble.StartAsync();
        _platform.Clock = _clock;
        _platform.Assets = PlatformDouble.Answer(200, World.OneAssetList);
        _app = await EnterpriseHost.StartAsync(_platform.Origin, _platform.Issuer, clock: _clock);
        // On a busy machine the first fetch may take longer than its 3 seconds.
        for (var attempt = 0; attempt < 20 && (await AskAsync(_platform.Token())).Outcome != "OK"; attempt++)
        {
            await PassAsync(5);
        }
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _platform.DisposeAsync();
        _next.Dispose();
    }

    public static TheoryData<string> Hostile => [.. HostileAnswers.Keys];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_hostile_answer_to_the_regular_fetch_ends_nothing(string kind)
    {
        _platform.Keys = HostileAnswers[kind];
        await PassAsync(121);
        await Until(() => Lines(2002) > 0);
        await PassAsync(121);
        await Until(() => Lines(2002) > 2);

        Assert.Equal("OK", (await AskAsync(_platform.Token())).Outcome);
        await AssertFetchesGoOnAsync();
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_hostile_answer_to_the_fetch_for_an_unknown_key_ends_nothing(string kind)
    {
        _platform.Keys = HostileAnswers[kind];
        Assert.Equal("identity_unavailable", (await AskAsync(Next())).Outcome);
        Assert.Equal(1, Lines(2002));
        Assert.Equal("OK", (await AskAsync(_platform.Token())).Outcome);
        await AssertFetchesGoOnAsync();
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_hostile_answer_at_the_start_ends_nothing_and_the_service_is_ready_within_five_seconds_after_it(string kind)
    {
        _platform.Keys = HostileAnswers[kind];
        await using var app = await EnterpriseHost.StartAsync(_platform.Origin, _platform.Issuer, clock: _clock);
        await Until(() => Lines(2002, app) == 1);
        var (outcome, retry) = await AskAsync(_platform.Token(), app);
        Assert.Equal(("identity_unavailable", 5), (outcome, retry));
        await HealthAsync("red", app);

        var before = Lines(2002, app);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await Until(() => Lines(2002, app) > before);
        _platform.Keys = PlatformDouble.KeySet(("key-id-1", _platform.Key));
        var fetches = _platform.KeyFetches;
        _clock.Advance(TimeSpan.FromSeconds(5));
        await Until(() => _platform.KeyFetches > fetches);
        Assert.Equal("OK", (await AskAsync(_platform.Token(), app)).Outcome);
        await HealthAsync("green", app);
    }

    [Fact]
    public async Task The_owner_of_a_new_key_who_has_to_wait_is_let_in_after_Retry_After_even_if_no_other_token_comes()
    {
        Assert.Equal("bad_signature", (await AskAsync(Next())).Outcome);
        Rotate();
        _clock.Advance(TimeSpan.FromSeconds(3));
        var before = _platform.KeyFetches;
        var (outcome, retry) = await AskAsync(Next());
        Assert.Equal(("identity_unavailable", 7), (outcome, retry));
        Assert.Equal(before, _platform.KeyFetches);

        _clock.Advance(TimeSpan.FromSeconds(7.01));
        await Until(() => _platform.KeyFetches == before + 1);
        Assert.Equal("OK", (await AskAsync(Next())).Outcome);
        Assert.Equal(before + 1, _platform.KeyFetches);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public async Task A_new_key_is_known_within_ten_seconds_under_a_flood_of_unknown_ones_with_seven_fetches_a_minute(int tokensPerSecond)
    {
        var fetches = new System.Collections.Concurrent.ConcurrentQueue<TimeSpan>();
        var begun = _clock.GetTimestamp();
        var keys = _platform.Keys;
        _platform.Keys = http =>
        {
            fetches.Enqueue(_clock.GetElapsedTime(begun));
            return keys(http);
        };
        for (var second = 0; second < 150; second++)
        {
            await Task.WhenAll(Enumerable.Range(0, tokensPerSecond).Select(async number =>
            {
                var token = _platform.Token(header: header => header["kid"] = $"unknown-{second}-{number}");
                Assert.Contains((await AskAsync(token)).Outcome, new[] { "bad_signature", "identity_unavailable" });
            }));
            if (second == 84)
            {
                keys = PlatformDouble.KeySet(("key-id-1", _platform.Key), ("key-id-2", _next));
                Assert.Equal("identity_unavailable", (await AskAsync(Next())).Outcome);
            }

            Assert.True(second < 94 || (await AskAsync(Next())).Outcome == "OK", $"The key of second 84 is not known in second {second}.");
            var isDue = _clock.GetElapsedTime(begun) + TimeSpan.FromSeconds(1) - fetches.Last() >= TimeSpan.FromSeconds(10);
            var before = fetches.Count;
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Until(() => !isDue || fetches.Count > before);
        }

        var minute = TimeSpan.FromMinutes(1);
        Assert.All(fetches, first => Assert.InRange(fetches.Count(fetch => fetch >= first && fetch < first + minute), 1, 7));
        Assert.Equal("OK", (await AskAsync(_platform.Token())).Outcome);
    }

    [Fact]
    public async Task Failed_fetches_are_retried_every_ten_seconds_with_seven_fetches_a_minute()
    {
        _platform.Keys = PlatformDouble.Answer(503, string.Empty);
        await PassAsync(125);
        await Until(() => Lines(2002) > 0);
        var before = _platform.KeyFetches;
        for (var second = 0; second < 60; second++)
        {
            await AskAsync(Next());
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        await Until(() => _platform.KeyFetches >= before + 5);
        Assert.InRange(_platform.KeyFetches - before, 5, 7);
    }

    [Fact]
    public async Task A_fetch_that_began_before_the_token_came_does_not_make_it_a_forgery()
    {
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var old = _platform.Keys;
        _platform.Keys = async http =>
        {
            asked.TrySetResult();
            await answer.Task;
            await old(http);
        };
        var first = AskAsync(_platform.Token(header: header => header["kid"] = "unknown"));
        await asked.Task;
        var second = AskAsync(Next());
        Assert.Equal("OK", (await AskAsync(_platform.Token())).Outcome);
        Rotate();
        answer.SetResult();

        Assert.Equal("bad_signature", (await first).Outcome);
        Assert.Equal(("identity_unavailable", 10), await second);
    }

    [Fact]
    public async Task A_regular_fetch_that_asked_too_early_is_followed_by_one_that_the_token_waits_for()
    {
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var old = _platform.Keys;
        _platform.Keys = async http =>
        {
            asked.TrySetResult();
            await answer.Task;
            await old(http);
        };
        await PassAsync(125);
        await asked.Task;
        var waiting = AskAsync(Next());
        await Task.WhenAny(waiting, Until(() => _app.Log.Lines.Count > 0));
        Rotate();
        answer.SetResult();

        Assert.Equal("OK", (await waiting).Outcome);
    }

    [Theory]
    [InlineData("text/html", "text/html", "<h1")]
    [InlineData("application/json", "application/problem+json", "\"code\":\"identity_unavailable\"")]
    [InlineData("text/plain", "text/plain", "(identity_unavailable, request ")]
    public async Task Who_cannot_be_checked_reads_so_and_when_to_try_again_and_is_recorded(string accept, string type, string form)
    {
        _platform.Keys = PlatformDouble.Answer(503, string.Empty);
        using var client = _app.ClientWith(Next(), accept);
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal((HttpStatusCode.ServiceUnavailable, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(TimeSpan.FromSeconds(10), answer.Headers.RetryAfter!.Delta);
        Assert.Empty(answer.Headers.WwwAuthenticate);
        Assert.Contains(form, text, StringComparison.Ordinal);
        Assert.Contains("Your sign-in cannot be verified right now", text, StringComparison.Ordinal);
        Assert.Contains("Try again in 10 seconds.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("not accepted", text, StringComparison.Ordinal);
        var entry = StoredEntries.Of(_app, answer);
        Assert.Null(entry["Tenant"]);
        Assert.Equal(("Denied", "identity_unavailable"), (entry["Outcome"]?.ToString(), entry["Reason"]?.ToString()));
    }

    [Fact]
    public async Task Health_is_yellow_while_fetches_fail_red_without_usable_keys_and_says_why()
    {
        await HealthAsync("green");
        Assert.Equal("bad_signature", (await AskAsync(Next())).Outcome);
        Assert.Equal("identity_unavailable", (await AskAsync(Next())).Outcome);
        await PassAsync(5);
        await HealthAsync("green");

        Assert.Contains("The keys of all identity providers are up to date.", await StatusAsync(), StringComparison.Ordinal);

        Rotate(PlatformDouble.Answer(503, string.Empty));
        await PassAsync(6);
        await Until(() => Lines(2002) > 0);
        Assert.Equal("identity_unavailable", (await AskAsync(Next())).Outcome);
        Assert.Equal("OK", (await AskAsync(_platform.Token())).Outcome);
        await HealthAsync("yellow");
        var page = await StatusAsync();
        var text = $"The keys of identity provider insightshub cannot be fetched from {_platform.Origin}token_keys. Failing since ";
        Assert.Contains($"{text}{_clock.GetUtcNow():yyyy-}", page, StringComparison.Ordinal);
        Assert.Contains("UTC: the identity service answered 503.", page, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromHours(24.1));
        await HealthAsync("red");
        Assert.Equal("identity_unavailable", (await AskAsync(_platform.Token())).Outcome);

        Rotate();
        await PassAsync(5);
        await HealthAsync("green");
        Assert.Equal("OK", (await AskAsync(Next())).Outcome);
    }

    private void Rotate(RequestDelegate? answer = null) =>
        _platform.Keys = answer ?? PlatformDouble.KeySet(("key-id-2", _next), ("key-id-1", _platform.Key));

    /// <summary>The service still fetches: a key that is published now is known after the next retry.</summary>
    private async Task AssertFetchesGoOnAsync()
    {
        Rotate();
        var before = _platform.KeyFetches;
        _clock.Advance(TimeSpan.FromSeconds(10.01));
        await Until(() => _platform.KeyFetches > before);
        Assert.Equal("OK", (await AskAsync(Next())).Outcome);
    }

    private string Next() => _platform.Token(header: header => header["kid"] = "key-id-2", key: _next);

    private async Task<(string Outcome, int? RetryAfter)> AskAsync(string token, EnterpriseHost? app = null)
    {
        using var client = (app ?? _app).ClientWith(token);
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
        var outcome = answer.StatusCode == HttpStatusCode.OK ? "OK" : (await World.JsonAsync(answer)).GetProperty("code").GetString()!;
        Assert.Equal(outcome switch { "OK" => 200, "identity_unavailable" => 503, _ => 401 }, (int)answer.StatusCode);
        return (outcome, (int?)answer.Headers.RetryAfter?.Delta?.TotalSeconds);
    }

    private async Task<string> StatusAsync()
    {
        using var client = _app.ClientWith(_platform.Token(claims => claims["scope"] = new[] { "assets.operator" }), "text/html");
        return WebUtility.HtmlDecode(await client.GetStringAsync(new Uri("/status", UriKind.Relative)));
    }

    /// <summary>How many lines of that event were logged.</summary>
    private int Lines(int id, EnterpriseHost? app = null) =>
        (app ?? _app).Log.Lines.Count(line => line.Contains($"SigningKeys[{id}] ", StringComparison.Ordinal));

    /// <summary>Moves the clock on by up to the probes' pace until health has that colour.</summary>
    private async Task HealthAsync(string colour, EnterpriseHost? app = null)
    {
        using var client = (app ?? _app).ClientWith(null);
        var seen = string.Empty;
        for (var attempt = 0; attempt < 100; attempt++)
        {
            seen = await client.GetStringAsync(new Uri("/health", UriKind.Relative));
            if (seen.Contains($"\"{colour}\"", StringComparison.Ordinal))
            {
                return;
            }

            await PassAsync(1);
        }

        Assert.Fail($"Health is not {colour} but {seen}: {await StatusAsync()}");
    }

    /// <summary>Moves the clock second by second, so that what waits for it can work in between.</summary>
    private async Task PassAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
        }
    }

    private static async Task Until(Func<bool> isSo)
    {
        for (var attempt = 0; attempt < 400 && !isSo(); attempt++)
        {
            await Task.Delay(25);
        }

        Assert.True(isSo());
    }

    /// <summary>Every way to break an answer that makes a different layer throw: encodings, framing, JSON.</summary>
    private static readonly Dictionary<string, RequestDelegate> HostileAnswers = new(StringComparer.Ordinal)
    {
        ["gzip and garbage"] = Encoded("gzip", "garbage"u8.ToArray()),
        ["gzip cut off"] = Encoded("gzip", Zipped[..40]),
        ["gzip with a wrong byte"] = Encoded("gzip", [.. Zipped[..30], 0xFF, 0xFF, .. Zipped[32..]]),
        ["gzip bomb"] = Encoded("gzip", Zip(new byte[64 * 1024 * 1024])),
        ["deflate and garbage"] = Encoded("deflate", "garbage"u8.ToArray()),
        ["br and garbage"] = Encoded("br", "garbage"u8.ToArray()),
        ["unknown encoding"] = Encoded("zstd, gzip", "garbage"u8.ToArray()),
        ["too short for its length"] = async http =>
        {
            http.Response.ContentLength = 1000;
            await http.Response.WriteAsync("{\"keys\":[");
            http.Abort();
        },
        ["cut off"] = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        },
        ["lone surrogate"] = Json("""{"keys":[{"kty":"RSA","kid":"\ud800","\udfff":"\ud800","n":"\ud800","e":"AQAB"}]}"""),
        ["deep"] = Json("{\"keys\":" + new string('[', 5_000) + new string(']', 5_000) + "}"),
        ["not UTF-8"] = http => http.Response.Body.WriteAsync(new byte[] { 0xFF, 0xFE, 0, 0, 0xC3, 0x28 }).AsTask(),
        ["unknown character set"] = PlatformDouble.Answer(200, "{}", "application/json; charset=nonsense"),
        ["unusable keys"] = Json(
            """{"keys":[{"kty":"RSA","kid":"a","n":"AQAB","e":"AQAB"},7,null,{"kty":"RSA","kid":"b","value":"\u0000"}]}"""),
    };

    private static byte[] Zipped => Zip("""{"keys":[{"kty":"RSA","kid":"key-id-1","n":"AQAB","e":"AQAB"},{"kty":"EC"}]}"""u8.ToArray());

    private static RequestDelegate Json(string text) => PlatformDouble.Answer(200, text, "application/json");

    private static byte[] Zip(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var zip = new System.IO.Compression.GZipStream(memory, System.IO.Compression.CompressionLevel.Optimal))
        {
            zip.Write(content);
        }

        return memory.ToArray();
    }

    private static RequestDelegate Encoded(string encoding, byte[] body) => http =>
    {
        http.Response.ContentType = "application/json";
        http.Response.Headers.ContentEncoding = encoding;
        return http.Response.Body.WriteAsync(body).AsTask();
    };
}
