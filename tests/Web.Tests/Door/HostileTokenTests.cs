using System.Net;
using Enterprise.Sandbox.Identity;
using Enterprise.Sandbox.Identity.Hostile;
using Enterprise.Testing;
using Enterprise.Web.Tests.MainJob;
using Xunit;

namespace Enterprise.Web.Tests.Door;

/// <summary>Every kind of hostile token that the Sandbox mints, for people of both generations of identity: each gets the one answer that is right.</summary>
public sealed class HostileTokenTests(MainJobTests.SharedStage shared) : IClassFixture<MainJobTests.SharedStage>
{
    public static TheoryData<string, string> Kinds
    {
        get
        {
            var kinds = new TheoryData<string, string>();
            foreach (var kind in HostileTokens.Kinds)
            {
                kinds.Add(kind.Key, "Anna Meier");
                kinds.Add(kind.Key, "Xavier Novak");
            }

            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_hostile_token_gets_the_answer_that_is_right_for_it(string kind, string name)
    {
        var expected = HostileTokens.Kinds.Single(known => known.Key == kind).Expected;
        using var client = shared.Stage.App.ClientWith(null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {shared.Stage.Sandbox.Hostile.Mint(kind, People.All.Single(person => person.Name == name))}");

        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        var seen = answer.StatusCode switch
        {
            HttpStatusCode.OK => "accepted",
            HttpStatusCode.RequestHeaderFieldsTooLarge => "too_large",
            _ => (await World.JsonAsync(answer)).GetProperty("code").GetString(),
        };
        // Past this application's door the platform judges once more, and without leeway.
        Assert.Equal(expected, seen == "platform_token_refused" ? "accepted" : seen);
        Assert.Equal(0, shared.Stage.Sandbox.Hostile.ForeignKeyFetches);
        Assert.True((int)answer.StatusCode < 500, $"{(int)answer.StatusCode}");
    }

    [Fact]
    public async Task What_a_hostile_token_names_stands_in_no_line_and_no_entry()
    {
        using var client = shared.Stage.App.ClientWith(null);
        foreach (var kind in HostileTokens.Kinds.Where(kind => kind.Key.StartsWith("kid-", StringComparison.Ordinal) || kind.Key.StartsWith("issuer-", StringComparison.Ordinal)))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {shared.Stage.Sandbox.Hostile.Mint(kind.Key, People.Anna)}");
            using var answer = await client.SendAsync(request);
        }

        await Task.Delay(1_500);
        var lines = string.Join('\n', shared.Stage.App.Log.Lines) + shared.Stage.App.Collected;
        Assert.Contains("bad_signature", lines, StringComparison.Ordinal);
        string[] hostile = ["etc/passwd", "UNION SELECT", "INFO accepted", "kkkkkkkkkk", "evil.example", "nosuch"];
        Assert.DoesNotContain(hostile, named => lines.Contains(named, StringComparison.Ordinal));
        Assert.Equal(0, StoredBytes.Count(shared.Stage.App.LogFile, hostile));
    }

    [Fact]
    public async Task Two_authorization_headers_are_one_too_many()
    {
        using var client = shared.Stage.App.ClientWith(null);
        var token = shared.Stage.Sandbox.TokenOf(People.Anna);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", [$"Bearer {token}", $"Bearer {token}"]);

        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("token_malformed", (await World.JsonAsync(answer)).GetProperty("code").GetString());
    }

    /// <summary>A second header that is empty would be dropped by a reader who joins both.</summary>
    [Theory]
    [InlineData("Authorization: Bearer {token}\r\nAuthorization:\r\n")]
    [InlineData("Authorization:\r\nAuthorization: Bearer {token}\r\n")]
    [InlineData("Authorization: Bearer {token}\r\nauthorization: Bearer {token}\r\n")]
    [InlineData("Authorization: Bearer {token}, Bearer {token}\r\n")]
    public async Task Two_tokens_or_headers_are_refused_however_they_are_written(string headers)
    {
        var written = headers.Replace("{token}", shared.Stage.Sandbox.TokenOf(People.Anna), StringComparison.Ordinal);
        var seen = await RawConnection.AskAsync(shared.Stage.App.Origin, $"GET / HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\nConnection: close\r\n{written}\r\n");

        Assert.StartsWith("HTTP/1.1 401 ", seen, StringComparison.Ordinal);
        Assert.Contains("token_malformed", seen, StringComparison.Ordinal);
    }
}
