using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Hardening;

/// <summary>S21: one request is one line, whatever the client puts into it.</summary>
public sealed class RequestLogTests : World
{
    [Theory]
    [InlineData("/", "assets.user", "GET / 200 in ", "tenant acme, user id-of-clara@acme.example: ok")]
    [InlineData("/?search=x&page=2", "assets.user", "GET /?search&page 200 in ", ": ok")]
    [InlineData("/?page=0", "assets.user", "GET /?page 400 in ", ": invalid_query")]
    [InlineData("/", "assets.auditor", "GET / 200 in ", ": ok")]
    [InlineData("/status", "assets.user", "GET /status 403 in ", ": role_missing")]
    [InlineData("/nowhere", "assets.user", "GET /nowhere 404 in ", ": not_found")]
    [InlineData("/", null, "GET / 401 in ", "tenant -, user -: no_token")]
    public async Task A_line_says_what_was_asked_who_asked_and_what_came_of_it(string address, string? scope, string begin, string end)
    {
        using var client = App.ClientWith(scope is null ? null : TokenOf("acme", scope));
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));

        var id = answer.Headers.GetValues("X-Request-Id").Single();
        var line = await App.Log.LineOfAsync(id);
        Assert.Contains(begin, line, StringComparison.Ordinal);
        Assert.Contains($" ms, request {id}, ", line, StringComparison.Ordinal);
        Assert.EndsWith(end, line, StringComparison.Ordinal);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info: ", line);
        Assert.Single(App.Log.Lines, other => other.Contains(id, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/x%0a2026-01-01T00:00:00.000Z%20info:%20forged", "\\u{a}2026")]
    [InlineData("/x%0d%0aforged", "\\u{d}\\u{a}forged")]
    [InlineData("/x%1b%5b31mred", "\\u{1b}[31mred")]
    [InlineData("/x%e2%80%a8forged", "\\u{2028}forged")]
    [InlineData("/x%e2%80%a9forged", "\\u{2029}forged")]
    [InlineData("/x%e2%80%aeturned", "\\u{202e}turned")]
    [InlineData("/x%c2%85forged", "\\u{85}forged")]
    [InlineData("/x%7fforged", "\\u{7f}forged")]
    [InlineData("/?a%0aforged=1", "?a\\u{a}forged")]
    public async Task What_a_terminal_or_a_reader_would_obey_is_written_out(string path, string written)
    {
        var seen = await RawConnection.AskAsync(App.Origin,
            $"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer {TokenOf("acme", "assets.user")}\r\n\r\n");
        var id = System.Text.RegularExpressions.Regex.Match(seen, "X-Request-Id: (.*)\r\n").Groups[1].Value;

        Assert.Contains(written, await App.Log.LineOfAsync(id), StringComparison.Ordinal);
        AssertHarmless();
    }

    private void AssertHarmless() => Assert.All(App.Log.Lines, line =>
    {
        Assert.Matches(@"^\d{4}-\d\d-\d\dT", line);
        Assert.DoesNotMatch(@"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]", line);
    });
}
