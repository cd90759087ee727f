using System.Net;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Authentication;

/// <summary>What is said to those who are not let in, in the form that they read.</summary>
public sealed class RefusalTests : World
{
    [Theory]
    [InlineData("*/*", "text/plain")]
    [InlineData("text/plain", "text/plain")]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", "text/html")]
    [InlineData("application/json", "application/problem+json")]
    public async Task Without_a_token_the_answer_is_401_and_the_samples_sentence(string accept, string type)
    {
        using var client = App.ClientWith(null, accept);
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        var body = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Retrieved no authorization header", body, StringComparison.Ordinal);
        if (type == "text/plain")
        {
            Assert.Equal("Retrieved no authorization header", body);
        }
    }

    [Fact]
    public async Task A_script_is_answered_with_a_problem_and_never_with_a_redirect()
    {
        using var client = App.ClientWith(null, "*/*");
        client.DefaultRequestHeaders.Add("Sec-Fetch-Mode", "cors");
        using var answer = await client.GetAsync(new Uri("/session", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Without_a_role_the_page_names_the_role_and_the_attempt_is_recorded()
    {
        using var client = App.ClientWith(TokenOf("acme", "mdsp:core:launchpad.user", "jonas@acme.example"), "text/html");
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("mdsp:sandbox:assets.user", page, StringComparison.Ordinal);
        Assert.Contains(answer.Headers.GetValues("X-Request-Id").Single(), page, StringComparison.Ordinal);
        Assert.Empty(Platform.Seen);
        var entry = Assert.Single(LogRows());
        Assert.Equal(("acme", "OpenPage", "Denied", "role_missing", "jonas@acme.example"),
            (entry.Tenant, entry.Action, entry.Outcome, entry.Reason, entry.User));
    }

    [Theory]
    [InlineData("assets.users")]
    [InlineData("Assets.user")]
    [InlineData("other.assets.user")]
    [InlineData("assets.user.more")]
    public async Task A_scope_counts_only_as_a_whole(string scope)
    {
        using var client = App.ClientWith(TokenOf("acme", scope));
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_user_may_not_read_the_access_log_and_an_auditor_not_the_assets()
    {
        using var user = User();
        using var auditor = Auditor();
        using var log = await user.GetAsync(new Uri("/access-log", UriKind.Relative));
        using var asset = await auditor.GetAsync(new Uri($"/assets/{Id(1)}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, log.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, asset.StatusCode);
        Assert.Empty(Platform.Seen);
    }

    [Fact]
    public async Task The_tile_opens_the_log_for_an_auditor_and_the_status_for_an_operator()
    {
        using var auditor = Auditor(accept: "text/html");
        using var operatorClient = App.ClientWith(TokenOf("acme", "assets.operator"), "text/html");

        Assert.Contains("<h1>Access log</h1>", await auditor.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Contains("<h1>Status</h1>", await operatorClient.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    public async Task Nothing_but_reading_is_answered(string method)
    {
        using var client = User();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/");
        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
        Assert.Empty(LogRows());
    }

    [Fact]
    public async Task An_unknown_address_is_404_for_those_inside_and_401_for_unauthenticated_callers()
    {
        using var user = User("text/html");
        using var unauthenticated = App.ClientWith(null);
        using var inside = await user.GetAsync(new Uri("/assets.css/x", UriKind.Relative));
        using var outside = await unauthenticated.GetAsync(new Uri("/assets.css/x", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, inside.StatusCode);
        Assert.Equal("no-store", inside.Headers.CacheControl!.ToString());
        Assert.Equal(HttpStatusCode.Unauthorized, outside.StatusCode);
    }

    [Fact]
    public async Task A_flood_of_unauthenticated_requests_becomes_few_entries_with_the_whole_number()
    {
        using var client = App.ClientWith(null);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ => (await client.GetAsync(new Uri("/", UriKind.Relative))).Dispose()));

        for (var attempt = 0; attempt < 60 && LogRows().Sum(row => row.Occurrences) < 200; attempt++)
        {
            await Task.Delay(100);
        }

        Assert.Equal(200, LogRows().Sum(row => row.Occurrences));
        Assert.InRange(LogRows().Count, 1, 20);
    }
}

/// <summary>A registration that calls its roles otherwise.</summary>
public sealed class RoleNameTests : World
{
    protected override (string Key, string Value)[] Settings => [("InsightsHub:Roles:User", "reader")];

    [Fact]
    public async Task The_roles_are_called_as_the_configuration_says()
    {
        using var named = App.ClientWith(TokenOf("acme", "assets.reader"));
        using var other = App.ClientWith(TokenOf("acme", "assets.user"), "text/html");
        using var granted = await named.GetAsync(new Uri("/", UriKind.Relative));
        using var refused = await other.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, granted.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("mdsp:sandbox:assets.reader", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
