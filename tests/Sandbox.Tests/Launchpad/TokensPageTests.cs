using System.Net;
using Enterprise.Sandbox.Identity;
using Enterprise.Sandbox.Identity.Hostile;
using Enterprise.Sandbox.Tests.Gateway;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Launchpad;

public sealed class TokensPageTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly SandboxHost sandbox = fixture.Sandbox;

    [Fact]
    public async Task Every_page_links_to_it()
    {
        using var client = sandbox.CreateClient();
        Assert.Contains($"href=\"{sandbox.Origin}tokens\"", await client.GetStringAsync(sandbox.Origin), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_shows_every_kind_decoded_with_the_answer_to_expect_and_the_command()
    {
        using var client = sandbox.CreateClient();
        foreach (var kind in HostileTokens.Kinds)
        {
            using var answer = await client.GetAsync($"/tokens?person={People.Xavier.UserId}&kind={kind.Key}", []);
            var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            Assert.True(answer.IsSuccessStatusCode, kind.Key);
            Assert.Contains($"<dt>Expected</dt><dd><code>{kind.Expected}</code></dd>", page, StringComparison.Ordinal);
            Assert.Contains($"<dd>{kind.Description}</dd>", page, StringComparison.Ordinal);
            Assert.Contains(
                $"curl -s '{sandbox.Origin}tokens/header?person={People.Xavier.UserId}&kind={kind.Key}' | curl -i -H @- "
                    + $"'{fixture.Application.Origin}'", page, StringComparison.Ordinal);
            Assert.True(page.Length < 100_000, kind.Key);
        }
    }

    [Fact]
    public async Task The_claims_are_readable_and_a_wrong_choice_falls_back()
    {
        using var client = sandbox.CreateClient();
        var page = WebUtility.HtmlDecode(await client.GetStringAsync(new Uri("/tokens?person=x&kind=%3Cscript%3E", UriKind.Relative)));
        Assert.Contains("\"user_name\": \"anna.meier@acme.example\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_header_is_one_line_with_the_whole_token()
    {
        using var client = sandbox.CreateClient();
        var header = await client.GetStringAsync(new Uri("/tokens/header?kind=size-1-megabyte", UriKind.Relative));
        Assert.StartsWith("Authorization: Bearer ey", header, StringComparison.Ordinal);
        Assert.EndsWith("\n", header, StringComparison.Ordinal);
        Assert.InRange(header.Length, 1_000_000, 1_100_000);
    }
}
