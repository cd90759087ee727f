using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Hardening;

/// <summary>What the server refuses by itself is seen all the same, and clients that are slow on purpose are let go.</summary>
public sealed class ServerRefusalTests : World
{
    private const string Canary = "canary-line-6c1b";

    protected override (string Key, string Value)[] Settings => [("Limits:HeaderSeconds", "1"), ("Limits:BytesPerSecond", "1000000")];

    [Theory]
    [InlineData("GET /canary-line-6c1b\r\n\r\n", 400)]
    [InlineData("GET /canary-line-6c1b HTTP/9.9\r\nHost: a\r\n\r\n", 505)]
    [InlineData("GET /canary-line-6c1b HTTP/1.1\nHost: a\n\n", 400)]
    [InlineData("GET /{8k}canary-line-6c1b HTTP/1.1\r\nHost: a\r\n\r\n", 414)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nX: {32k}canary-line-6c1b\r\n\r\n", 431)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nX: canary-line-6c1b", 408)]
    public async Task What_the_server_refuses_is_one_line_with_its_id_and_code(string request, int status)
    {
        var bytes = request.Replace("{8k}", new string('x', 9_000), StringComparison.Ordinal)
            .Replace("{32k}", new string('x', 34_000), StringComparison.Ordinal);
        var seen = await RawConnection.AskAsync(App.Origin, bytes, silence: 5);

        Assert.StartsWith($"HTTP/1.1 {status} ", seen, StringComparison.Ordinal);
        Assert.EndsWith("[closed]", seen, StringComparison.Ordinal);
        await App.Log.LinesWhenAsync(_ => Refused().Count > 0);
        var line = Assert.Single(Refused());
        Assert.Matches($@"The server refused request \w+:\w+ with {status} before it was read: bad_request$", line);
        Assert.DoesNotContain(Canary, string.Join('\n', App.Log.Lines), StringComparison.Ordinal);
        Assert.Empty(LogRows());
    }

    [Fact]
    public async Task A_flood_of_what_the_server_refuses_is_few_lines_with_the_whole_number()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => RawConnection.AskAsync(App.Origin, "GET /\r\n\r\n", silence: 5)));
        await App.Log.LinesWhenAsync(_ => Counted() >= 100);
        Assert.Equal(100, Counted());
        Assert.InRange(Refused().Count, 2, 10);

        int Counted() => Refused().Sum(line => line.Contains("The server refused request", StringComparison.Ordinal) ? 1
            : int.Parse(System.Text.RegularExpressions.Regex.Match(line, @" (\d+) more requests").Groups[1].Value,
                System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_does_not_take_an_answer_is_let_go_and_who_does_gets_all_of_it(bool isSlow)
    {
        const int Requests = 100;
        var (answers, isCut) = await PipelinedReader.AskAsync(
            App.Origin, "GET /lib/ix/siemens-ix-core.css HTTP/1.1\r\nHost: a\r\n\r\n", Requests, TimeSpan.FromSeconds(isSlow ? 14 : 0));

        Assert.Equal(isSlow, answers < Requests);
        Assert.True(isSlow || !isCut, "The connection was cut although its answers were taken.");
    }

    private IReadOnlyList<string> Refused() =>
        [.. App.Log.Lines.Where(line => line.Contains("ServerRefusals[", StringComparison.Ordinal))];
}
