using System.Net;
using Enterprise.Sandbox.Faults;
using Enterprise.Sandbox.Identity;
using Enterprise.Sandbox.Identity.Hostile;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Launchpad;

/// <summary>The pages of a person, of faults and of hostile tokens. Each test has a Sandbox of its own.</summary>
public sealed class PageTests : IAsyncLifetime
{
    private SandboxHost sandbox = null!;

    public async Task InitializeAsync() => sandbox = await SandboxHost.StartAsync();

    public async Task DisposeAsync() => await sandbox.DisposeAsync();

    [Fact]
    public async Task Every_person_has_a_page_with_the_decoded_token()
    {
        foreach (var person in People.All)
        {
            var page = await ReadAsync($"/people/{person.UserId}");
            Assert.Contains($"\"user_name\": \"{person.UserName}\"", page, StringComparison.Ordinal);
            Assert.All(person.Scopes, scope => Assert.Contains($"<code>{scope}</code>", page, StringComparison.Ordinal));
            Assert.Contains("data-copy=\"token\"", page, StringComparison.Ordinal);
        }

        using var client = sandbox.CreateClient();
        using var answer = await client.GetAsync(new Uri("/people/%3Cscript%3E", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_page_of_faults_says_for_each_what_a_good_application_does()
    {
        var page = await ReadAsync("/faults");
        Assert.All(FaultKind.All, kind =>
        {
            Assert.Contains(kind.Advice, page, StringComparison.Ordinal);
            Assert.Contains($"value=\"{kind.Key}\"", page, StringComparison.Ordinal);
        });
        using var fault = sandbox.Inject("huge-body", "/api/<b>");
        Assert.Contains("data-api=\"DELETE\" action=\"/sandbox/v1/faults/1\"", await ReadAsync("/faults"), StringComparison.Ordinal);
        Assert.DoesNotContain("<code>/api/<b></code>", await RawAsync("/faults"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_kinds_are_grouped_searchable_and_can_be_copied()
    {
        var page = await ReadAsync("/tokens");
        Assert.Equal(13, HostileTokens.Kinds.Select(kind => kind.Group).Distinct(StringComparer.Ordinal).Count());
        Assert.All(HostileTokens.Kinds, kind =>
        {
            Assert.Contains($"<h2>{kind.Group}</h2>", page, StringComparison.Ordinal);
            Assert.Contains($"data-copy=\"kind-{kind.Key}\"", page, StringComparison.Ordinal);
        });
        Assert.Contains("data-search=\".kind\"", page, StringComparison.Ordinal);
    }

    private async Task<string> RawAsync(string path)
    {
        using var client = sandbox.CreateClient();
        return await client.GetStringAsync(new Uri(path, UriKind.Relative));
    }

    private async Task<string> ReadAsync(string path) => WebUtility.HtmlDecode(await RawAsync(path));
}
