using System.Net;
using Xunit;

namespace Enterprise.Sandbox.Tests.AssetManagement;

[Collection(SharedAssetApi.Name)]
public sealed class ETagTests(AssetApiHost host)
{
    public static TheoryData<string> Paths => ["/assets?size=3", "/assets/root", "/assettypes", "/assettypes/borealis.machine",
        "/aspecttypes", "/files"];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task What_the_client_has_is_304_without_a_body(string path)
    {
        var client = host.As("borealis");
        using var first = await client.SendAsync(path);
        var tag = first.Headers.GetValues("ETag").Single();
        Assert.Matches("^\"[0-9a-f]+\"$", tag);
        foreach (var sent in (string[])[tag, "W/" + tag, tag.Trim('"'), "\"x\", " + tag, "*"])
        {
            using var again = await client.SendAsync(path, ifNoneMatch: sent);
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        }

        foreach (var sent in (string[])["", "\"x\""])
        {
            using var other = await client.SendAsync(path, ifNoneMatch: sent);
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        }
    }

    [Fact]
    public async Task A_list_has_another_tag_for_another_query_and_another_caller()
    {
        var tags = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (tenant, path) in ((string, string)[])[("borealis", "/assets"), ("borealis", "/assets?page=1"), ("acme", "/assets"),
            ("acme", "/assets?includeShared=true")])
        {
            using var answer = await host.As(tenant).SendAsync(path);
            Assert.True(tags.Add(answer.Headers.GetValues("ETag").Single()), path);
        }
    }

    [Theory]
    [InlineData(ETagMode.All, true, true)]
    [InlineData(ETagMode.Single, false, true)]
    [InlineData(ETagMode.None, false, false)]
    public async Task Switches_choose_who_carries_one_and_its_form(ETagMode mode, bool list, bool single)
    {
        var other = new AssetApiHost(new SandboxOptions { ETags = mode, BareETags = true });
        await other.InitializeAsync();
        try
        {
            using var lists = await other.As("borealis").SendAsync("/assets");
            using var singles = await other.As("borealis").SendAsync("/assets/root");
            Assert.Equal((list, single), (lists.Headers.Contains("ETag"), singles.Headers.Contains("ETag")));
            Assert.All(lists.Headers.Concat(singles.Headers).Where(header => header.Key == "ETag").SelectMany(header => header.Value),
                tag => Assert.DoesNotContain('"', tag));
        }
        finally
        {
            await other.DisposeAsync();
        }
    }
}
