using System.Net;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Authentication;

/// <summary>One user's requests are limited, by themselves, and being refused fills no log.</summary>
public sealed class UserLimitTests : World
{
    protected override (string Key, string Value)[] Settings => [("Limits:UserRequestsPerSecond", "2"), ("Limits:UserBurst", "20")];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await App.WaitForHealthAsync();
    }

    [Theory]
    [InlineData("application/json", "application/problem+json")]
    [InlineData("text/html", "text/html")]
    public async Task Who_asks_for_too_much_is_refused_and_recorded_once_and_as_a_number(string accept, string type)
    {
        using var hasty = User(accept);
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => hasty.GetAsync(new Uri("/?search=pump", UriKind.Relative))));
        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();

        Assert.InRange(refused.Count, 150, 180);
        Assert.Equal(200 - refused.Count, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.Equal((TimeSpan.FromSeconds(1), type),
            (refused[0].Headers.RetryAfter!.Delta, refused[0].Content.Headers.ContentType!.MediaType));
        Assert.Contains("too_many_requests", await refused[0].Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var other = Auditor();
        using var foreign = App.ClientWith(TokenOf("borealis", "assets.auditor", "anna@acme.example"));
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync(new Uri("/access-log", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await foreign.GetAsync(new Uri("/access-log", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync(new Uri("/health", UriKind.Relative))).StatusCode);

        var recorded = Recorded();
        for (var attempt = 0; attempt < 60 && recorded.Sum(entry => (long)entry["Occurrences"]!) < refused.Count; attempt++)
        {
            await Task.Delay(100);
            recorded = Recorded();
        }

        Assert.Equal(refused.Count, recorded.Sum(entry => (long)entry["Occurrences"]!));
        Assert.InRange(recorded.Count, 2, 5);
        Assert.All(recorded, entry => Assert.Equal(
            ("acme", "OpenPage", "Denied", "/", "u-1", "User"),
            (entry["Tenant"], entry["Action"], entry["Outcome"], entry["Resource"], entry["UserId"], entry["Roles"])));
        Assert.InRange(App.Log.Lines.Count(line => line.Contains("too_many_requests", StringComparison.Ordinal)), 2, 10);
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Fact]
    public async Task The_limit_is_generous_where_nothing_is_set()
    {
        await using var app = await EnterpriseHost.StartAsync(
            Platform.Origin, Platform.Issuer, 0, null, ("Limits:UserRequestsPerSecond", ""), ("Limits:UserBurst", ""));
        await app.WaitForHealthAsync();
        using var user = app.ClientWith(Platform.Token());
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => user.GetAsync(new Uri("/session", UriKind.Relative))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Array.ForEach(answers, answer => answer.Dispose());
    }

    private List<IReadOnlyDictionary<string, object?>> Recorded() =>
        [.. StoredEntries.Of(App).Where(entry => (string?)entry["Reason"] == "too_many_requests")];
}
