using System.Net;
using Enterprise.Sandbox.Identity;
using Enterprise.Sandbox.Tests.Gateway;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Launchpad;

public sealed class LaunchpadTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly SandboxHost sandbox = fixture.Sandbox;

    [Fact]
    public async Task It_lists_all_people_with_their_roles_and_says_what_it_is()
    {
        using var client = sandbox.CreateClient();
        var page = WebUtility.HtmlDecode(await client.GetStringAsync(sandbox.Origin));
        Assert.All(People.All, person => Assert.Contains($"<strong>{person.Name}</strong> <span class=\"soft\">{person.Role}</span>", page,
            StringComparison.Ordinal));
        Assert.Contains("This is a local sandbox of Siemens Insights Hub", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Anna Meier", true)]
    [InlineData("Clara Rossi", true)]
    [InlineData("Omar Haddad", true)]
    [InlineData("Jonas Weber", false)]
    public async Task It_shows_a_tile_to_those_with_a_role(string name, bool tile)
    {
        using var client = await sandbox.SignInAsync(People.All.Single(person => person.Name == name));
        var page = await client.GetStringAsync(sandbox.Origin);
        Assert.Equal(tile, page.Contains("class=\"tile\"", StringComparison.Ordinal));
        Assert.Contains($"{name} · acme", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_the_sessions_of_applications()
    {
        using var client = await sandbox.SignInAsync(People.Anna);
        await client.EchoAsync("/");

        using var answer = await client.SendAsync(HttpMethod.Post, sandbox.Origin + "sign-out");
        using var application = await client.GetAsync("/");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, application.StatusCode);
    }

    [Fact]
    public async Task Signing_in_as_somebody_else_ends_the_sessions_of_the_first()
    {
        using var client = await sandbox.SignInAsync(People.Anna);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["person"] = People.Erik.UserId.ToString() });
        using var chosen = await client.PostAsync(new Uri(sandbox.Origin, "/sign-in"), form);

        using var application = await client.GetAsync("/");

        Assert.Equal(HttpStatusCode.Redirect, application.StatusCode);
        Assert.Contains("Erik Berg", await client.GetStringAsync(sandbox.Origin), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.SeeOther)]
    public async Task Forms_of_other_sites_are_refused(string header, string value, HttpStatusCode expected)
    {
        using var client = sandbox.CreateClient();
        using var answer = await client.SendAsync(HttpMethod.Post, "/sign-out", (header, value));
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Foreign_text_is_encoded()
    {
        using var client = sandbox.CreateClient();
        var page = await client.GetStringAsync(new Uri("/people?return=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", UriKind.Relative));
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_pages_answer_at_localhost_only()
    {
        using var client = sandbox.CreateClient();
        using var ip = await client.GetAsync($"http://127.0.0.1:{sandbox.Options.Port}/", []);
        using var identity = await client.GetAsync(sandbox.Addresses.Identity("acme").AbsoluteUri, []);
        Assert.Equal(sandbox.Origin, ip.Headers.Location);
        Assert.Equal(HttpStatusCode.NotFound, identity.StatusCode);
    }

    [Fact]
    public async Task The_bar_is_served_where_the_platform_has_it()
    {
        using var client = sandbox.CreateClient();
        var script = await client.GetStringAsync(new Uri(sandbox.Addresses.Static, "osbar/v4/js/main.min.js"));
        Assert.Contains("window._mdsp", script, StringComparison.Ordinal);
        Assert.Contains($"'{sandbox.Origin}'", script, StringComparison.Ordinal);
    }
}
