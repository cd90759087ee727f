using System.Text;
using System.Text.RegularExpressions;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Hardening;

/// <summary>
/// No input of any kind yields an answer of 500 and above that is not meant: 2,000 requests, made up and bent at random but always the same
/// ones, byte by byte over real sockets. Meant are versions and codings of HTTP that nobody speaks here, and a machine that is too busy to
/// record in time.
/// </summary>
public sealed partial class AnyInputTests : World
{
    private const int Seed = 20260131;
    private const int Requests = 2_000;

    private static readonly string[] Paths = ["/", "/assets/", "/access-log", "/status", "/session", "/app-info.json", "/health",
        "/css/app.css", "/access-log/", "//"];
    private static readonly string[] Names =
        ["search", "type", "sort", "page", "size", "shared", "user", "action", "outcome", "from", "to", "before", "after", "reason",
        "asset", "address", "request", "zone", "sample", "seed", "v"];
    private static readonly string[] Values =
        ["", "0", "-1", "1", "50", "99999999999999999999", "1e9", "NaN", "true", "name,asc", "ListAssets", "2026-01-31", "0001-01-01",
        "9999-12-31", "2026-02-30", "1.1", "9223372036854775807.9223372036854775807", "'", "\"", "%", "%00", "%f0%9f%98%80", "%ed%a0%80",
        "{}", "[]"];
    private static readonly string[] Headers = ["Accept", "Accept-Language", "Cookie", "User-Agent", "X-Forwarded-For",
        "X-Forwarded-Proto", "If-None-Match", "If-Modified-Since", "Range", "Sec-Fetch-Mode", "Host", "Content-Type", "Upgrade",
        "traceparent", "X-Original-For", "Expect"];

    protected override (string Key, string Value)[] Settings => [("Limits:HeaderSeconds", "1"), ("Proxies:Known:0", "127.0.0.1")];

    [Fact]
    public async Task No_input_of_any_kind_makes_a_mistake()
    {
        Platform.Assets = http => PlatformDouble.Answer(
            200, http.Request.Path.Value!.EndsWith("/aspects", StringComparison.Ordinal)
            ? """{"_embedded":{"aspects":[]}}"""
            : http.Request.Path.Value.EndsWith("/assets", StringComparison.Ordinal) ? OneAssetList
            : OneAsset.Replace(Id(1), http.Request.Path.Value.Split('/')[^1], StringComparison.Ordinal))(http);
        await App.WaitForHealthAsync();
        string[] tokens = [Platform.Token(claims => claims["scope"] = new[] { "assets.user", "assets.auditor", "assets.operator" }),
            TokenOf("acme", "assets.auditor"), TokenOf("acme", "other.user")];
        var chance = new Random(Seed);
        var texts = Enumerable.Range(0, Requests).Select(_ => Request(chance, tokens)).ToArray();
        var statuses = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(texts, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (text, _) =>
        {
            var seen = await RawConnection.AskAsync(App.Origin, text, silence: 4);
            foreach (Match answer in Status().Matches(seen))
            {
                var status = answer.Groups["status"].Value;
                statuses.Add(status);
                Assert.True(status is [< '5', ..] or "501" or "505" || Busy().IsMatch(seen), $"{status} to {text} (seed {Seed}): {seen}");
            }
        });

        Assert.All(new[] { "200", "400", "401", "403", "404" }, status =>
            Assert.True(statuses.Count(one => one == status) > 20, $"{status} is seldom: the inputs are one-sided."));
        Assert.Equal(string.Empty, string.Join('\n', App.Log.Lines.Where(line => line.EndsWith(": unexpected", StringComparison.Ordinal))));
    }

    /// <summary>A request of good parts and bad ones; one in four is bent at random places besides.</summary>
    private static string Request(Random chance, string[] tokens)
    {
        var text = new StringBuilder("GET ").Append(Of(Paths));
        if (chance.Next(3) == 0)
        {
            text.Append(chance.Next(2) == 0 ? Id(chance.Next()) : Bytes(chance.Next(1, 60)));
        }

        for (var (number, mark) = (chance.Next(4), '?'); number > 0; number--, mark = '&')
        {
            text.Append(mark).Append(chance.Next(8) == 0 ? Bytes(5) : Of(Names)).Append('=')
                .Append(chance.Next(3) == 0 ? Bytes(chance.Next(200)) : Of(Values));
        }

        text.Append(" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n");
        var token = Of(tokens);
        text.Append("Accept: ").Append(Of(["text/html", "application/json", "*/*", "application/hal+json"]))
            .Append("\r\nAuthorization: Bearer ")
            .Append(chance.Next(4) == 0 ? Bent(token, 1 + chance.Next(3)) : token).Append("\r\n");
        for (var number = chance.Next(3); number > 0; number--)
        {
            text.Append(Of(Headers)).Append(": ").Append(Raw(chance.Next(100))).Append("\r\n");
        }

        var whole = text.Append("\r\n").ToString();
        return chance.Next(4) == 0 ? Bent(whole, 1 + chance.Next(4)) : whole;

        string Of(string[] list) => list[chance.Next(list.Length)];

        string Bytes(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => $"%{chance.Next(256):x2}"));

        string Raw(int length) =>
            string.Concat(Enumerable.Range(0, length)
            .Select(_ => (char)chance.Next(chance.Next(3) == 0 ? 0 : 32, chance.Next(3) == 0 ? 256 : 127)));

        string Bent(string good, int places)
        {
            var bent = good.ToCharArray();
            for (; places > 0; places--)
            {
                bent[chance.Next(bent.Length)] = (char)chance.Next(256);
            }

            return new(bent);
        }
    }

    [GeneratedRegex("log_unavailable|platform_slow")]
    private static partial Regex Busy();

    [GeneratedRegex(@"(^|\n)HTTP/1\.1 (?<status>\d{3}) ")]
    private static partial Regex Status();
}
