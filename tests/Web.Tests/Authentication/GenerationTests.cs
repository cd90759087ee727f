using Enterprise.Sandbox.Identity;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Authentication;

/// <summary>Two generations of identity in one process, and a tenant that moves from one to the other.</summary>
public sealed class GenerationTests : IAsyncLifetime
{
    private Stage _stage = null!;

    public async Task InitializeAsync() => _stage = await Stage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Tenants_of_both_generations_see_their_own_assets_side_by_side()
    {
        using var first = await _stage.Sandbox.SignInAsync(People.Erik);
        using var second = await _stage.Sandbox.SignInAsync(People.All.Single(person => person.Name == "Xavier Novak"));

        Assert.Equal(25, await Total(first));
        Assert.Equal(40, await Total(second));
        Assert.Equal(25, await Total(first));
    }

    [Fact]
    public async Task A_moved_tenant_keeps_its_log_and_the_log_keeps_the_id_as_seen()
    {
        var kira = People.All.Single(person => person.Name == "Kira Holm");
        var karl = People.All.Single(person => person.Name == "Karl Lund");
        using var before = await _stage.Sandbox.SignInAsync(kira);
        var total = await Total(before);
        Assert.True(_stage.Sandbox.Moves.Move("krypton"));

        using var after = await _stage.Sandbox.SignInAsync(kira);
        Assert.Equal(total, await Total(after));
        using var auditor = await _stage.Sandbox.SignInAsync(karl);
        using var answer = await auditor.GetAsync(new Uri("/access-log?user=kira.holm@krypton.example", UriKind.Relative));
        var entries = (await World.JsonAsync(answer)).GetProperty("_embedded").GetProperty("entries").EnumerateArray().ToList();

        Assert.Equal(["1000008036", "krypton"], entries.Select(entry => entry.GetProperty("tenantAsSeen").GetString()));
    }

    [Fact]
    public async Task A_tenant_that_is_not_enabled_is_told_so()
    {
        using var client = await _stage.Sandbox.SignInAsync(People.All.Single(person => person.Name == "Fiona Ferro"));
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(System.Net.HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("is not enabled for", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<int> Total(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return (await World.JsonAsync(answer)).GetProperty("page").GetProperty("totalElements").GetInt32();
    }
}
