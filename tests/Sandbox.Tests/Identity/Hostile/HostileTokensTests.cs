using System.Net;
using Enterprise.Sandbox.Identity;
using Enterprise.Sandbox.Identity.Hostile;
using Enterprise.Sandbox.Tests.Gateway;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Identity.Hostile;

public sealed class HostileTokensTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly SandboxHost sandbox = fixture.Sandbox;

    public static TheoryData<string, string> Everything
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var person in (string[])["Anna Meier", "Zoe Carter", "Kira Holm", "Xavier Novak"])
            {
                foreach (var kind in HostileTokens.Kinds)
                {
                    data.Add(kind.Key, person);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task Each_kind_is_wrong_as_it_says_and_never_breaks_the_platforms_own_door(string key, string name)
    {
        var kind = HostileTokens.Kinds.Single(kind => kind.Key == key);
        var token = sandbox.Hostile.Mint(key, People.All.Single(person => person.Name == name));

        Assert.All(token, character => Assert.InRange(character, ' ', '~'));
        Assert.Equal(kind.Expected, await new ReferenceVerifier(sandbox).JudgeAsync(token));

        using var client = sandbox.CreateClient();
        foreach (var path in (string[])["/api/tenantmanagement/v4/tenantInfo", "/api/tenantmanagement-1000001700/v4/tenantInfo"])
        {
            using var answer = token.Length > 100_000 ? null : await client.GetAsync(path, ("Authorization", $"Bearer {token}"));
            Assert.True(answer is null || (int)answer.StatusCode < 500, path);
            Assert.False(answer is { IsSuccessStatusCode: true } && kind.Expected == Refusal.BadSignature, path);
        }
    }

    [Fact]
    public void Keys_are_words_with_hyphens_and_there_is_one_of_each()
    {
        Assert.All(HostileTokens.Kinds, kind => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", kind.Key));
        Assert.Equal(HostileTokens.Kinds.Count, HostileTokens.Kinds.Select(kind => kind.Key).Distinct().Count());
        Assert.All(HostileTokens.Kinds, kind => Assert.EndsWith(".", kind.Description, StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => sandbox.Hostile.Mint("no-such-kind", People.Anna));
    }

    [Fact]
    public async Task It_is_seen_when_somebody_fetches_a_foreign_key()
    {
        await using var host = await fixture.AnotherAsync(options => options);
        using var client = host.CreateClient();
        Assert.Equal(0, host.Hostile.ForeignKeyFetches);
        Assert.Contains("key-id-1", await client.GetStringAsync(new Uri("/hostile/token_keys", UriKind.Relative)),
            StringComparison.Ordinal);
        Assert.Contains("BEGIN CERTIFICATE", await client.GetStringAsync(new Uri("/hostile/certificate.pem", UriKind.Relative)),
            StringComparison.Ordinal);
        Assert.Equal(2, host.Hostile.ForeignKeyFetches);
    }

    [Fact]
    public async Task A_moved_tenants_tokens_are_those_of_the_new_generation()
    {
        await using var host = await fixture.AnotherAsync(options => options);
        host.Moves.Move("krypton");
        var token = host.Hostile.Mint("genuine", People.Kira);
        using var client = host.CreateClient();
        using var answer = await client.GetAsync("/api/tenantmanagement-1000001700/v4/tenantInfo", ("Authorization", $"Bearer {token}"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
