using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Hardening;

/// <summary>
/// S23 and the limits, byte by byte: one request is one request, has no body, and is no larger and no slower than it needs to be.
/// </summary>
public sealed class WireTests : World
{
    private const string Host = "Host: assets.example\r\n";

    [Theory]
    [InlineData("GET /health/live HTTP/1.1\nHost: a\n\n")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: a\n\r\n")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: a\r\nX-A: b\nX-C: d\r\n\r\n")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: a\r\nX-A: b\n\nGET /health/live HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: a\r\nX-A: b\rX-C: d\r\n\r\n")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: a\r\nX A: b\r\n\r\n")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: a b\r\n\r\n")]
    [InlineData("GET /health/live HTTP/1.1\r\n\r\n")]
    [InlineData("GET /health/%00live HTTP/1.1\r\nHost: a\r\n\r\n")]
    public async Task What_two_readers_might_read_differently_is_refused_once_and_the_connection_closed(string bytes)
    {
        var seen = await RawConnection.AskAsync(App.Origin, bytes);

        Assert.StartsWith("HTTP/1.1 400 ", seen, StringComparison.Ordinal);
        Assert.Equal(1, RawConnection.Answers(seen));
        Assert.EndsWith("[closed]", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Server:", seen, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("GET", "Content-Length: 5\r\n", "hello")]
    [InlineData("POST", "Content-Length: 5\r\n", "hello")]
    [InlineData("POST", "Content-Length: 1000000000\r\n", "")]
    [InlineData("GET", "Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("GET", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\nGET /health/live HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET", "Content-Length: 35\r\n",
        "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\nGET /health/live HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET", "Expect: 100-continue\r\nContent-Length: 5\r\n", "")]
    public async Task A_body_is_refused_before_it_is_read_and_nothing_in_it_is_a_request(string method, string headers, string body)
    {
        var seen = await RawConnection.AskAsync(App.Origin,
            $"{method} /health/live HTTP/1.1\r\n{Host}Accept: application/json\r\n{headers}\r\n{body}");

        Assert.StartsWith("HTTP/1.1 413 ", seen, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"body_refused\"", seen, StringComparison.Ordinal);
        Assert.Contains("Connection: close", seen, StringComparison.Ordinal);
        Assert.Contains("X-Content-Type-Options: nosniff", seen, StringComparison.Ordinal);
        Assert.Equal(1, RawConnection.Answers(seen));
        Assert.EndsWith("[closed]", seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 5\r\nContent-Length: 6\r\n")]
    [InlineData("Content-Length: -1\r\n")]
    [InlineData("Content-Length: 5x\r\n")]
    [InlineData("Transfer-Encoding: gzip\r\n")]
    public async Task A_length_that_cannot_be_is_refused(string headers)
    {
        var seen = await RawConnection.AskAsync(App.Origin, $"POST / HTTP/1.1\r\n{Host}{headers}\r\nhello");

        Assert.Matches("^HTTP/1.1 (400|413|501) ", seen);
        Assert.Equal(1, RawConnection.Answers(seen));
        Assert.EndsWith("[closed]", seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, 1, 200)]
    [InlineData(33, 1, 431)]
    [InlineData(1, 32, 431)]
    [InlineData(0, 101, 431)]
    public async Task Headers_are_bounded_together_and_in_number(int kibibytes, int number, int status)
    {
        var value = new string('x', Math.Max(1, kibibytes * 1024));
        var headers = string.Concat(Enumerable.Range(0, number).Select(index => $"X-{index}: {value}\r\n"));
        var seen = await RawConnection.AskAsync(App.Origin, $"GET /health/live HTTP/1.1\r\n{Host}{headers}\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("get")]
    [InlineData("Get")]
    [InlineData("head")]
    [InlineData("HEAd")]
    [InlineData("GETT")]
    public async Task A_method_is_one_in_its_own_case_only(string method)
    {
        var seen = await RawConnection.AskAsync(App.Origin,
            $"{method} /health/live HTTP/1.1\r\n{Host}Accept: application/json\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 405 ", seen, StringComparison.Ordinal);
        Assert.Contains("Allow: GET, HEAD\r\n", seen, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"method_not_allowed\"", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_request_line_is_bounded()
    {
        var seen = await RawConnection.AskAsync(App.Origin, $"GET /?search={new string('x', 9_000)} HTTP/1.1\r\n{Host}\r\n");

        Assert.StartsWith("HTTP/1.1 414 ", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_that_do_not_come_to_an_end_are_waited_for_a_quarter_of_a_minute()
    {
        var begun = TimeProvider.System.GetTimestamp();
        var seen = await RawConnection.AskAsync(App.Origin, $"GET /health/live HTTP/1.1\r\n{Host}X-Slow: ", silence: 25);

        Assert.EndsWith("[closed]", seen, StringComparison.Ordinal);
        Assert.InRange(TimeProvider.System.GetElapsedTime(begun).TotalSeconds, 10, 20);
    }

    [Fact]
    public async Task More_connections_than_allowed_are_turned_away()
    {
        await using var app = await EnterpriseHost.StartAsync(Platform.Origin, Platform.Issuer, 0, null, ("Limits:Connections", "10"));
        using var many = new ClientSockets();
        for (var number = 0; number < 10; number++)
        {
            await many.AddAsync(app.Origin);
            Assert.All(await many.AskAsync($"HEAD /health/live HTTP/1.1\r\n{Host}\r\n"), answer =>
                Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal));
        }

        Assert.Equal("[closed]", await RawConnection.AskAsync(app.Origin, $"GET /health/live HTTP/1.1\r\n{Host}\r\n"));
    }
}
