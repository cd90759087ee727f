using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Enterprise.Sandbox.Identity;
using Enterprise.Sandbox.Tests.Gateway;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Identity;

/// <summary>Faults of identity. Each test has a Sandbox of its own.</summary>
public sealed class IdentitySwitchesTests : IAsyncLifetime
{
    private const string SecondKeys = "/1000004711.sws/token_keys";
    private SandboxHost sandbox = null!;

    public async Task InitializeAsync() => sandbox = await SandboxHost.StartAsync(configure: options =>
        options with { SlowAnswer = TimeSpan.FromSeconds(1) });

    public async Task DisposeAsync() => await sandbox.DisposeAsync();

    [Theory]
    [InlineData(Generation.First, "/token_keys", SecondKeys)]
    [InlineData(Generation.Second, SecondKeys, "/token_keys")]
    public async Task Keys_are_rotated_and_withdrawn_for_one_generation(Generation generation, string own, string other)
    {
        var person = generation == Generation.First ? People.Anna : People.Xavier;
        var api = $"/api/tenantmanagement{(generation == Generation.First ? "" : "-1000001700")}/v4/tenantInfo";
        var old = sandbox.TokenOf(person);
        var others = await KeysAsync(other);

        sandbox.Identity.RotateKeys(generation);
        Assert.Equal(["key-id-3", "key-id-1"], await KeysAsync(own));
        await Verified.ClaimsAsync(sandbox, sandbox.TokenOf(person), own);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(api, old));

        sandbox.Identity.WithdrawOldKeys(generation);
        Assert.Equal(["key-id-3"], await KeysAsync(own));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(api, old));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(api, sandbox.TokenOf(person)));
        Assert.Equal(others, await KeysAsync(other));
    }

    [Fact]
    public async Task Sets_can_be_empty_broken_and_large()
    {
        sandbox.Identity.Publish(Generation.Second, KeySet.Empty);
        Assert.Empty(await KeysAsync(SecondKeys));
        sandbox.Identity.Publish(Generation.Second, KeySet.Broken);
        await Assert.ThrowsAnyAsync<System.Text.Json.JsonException>(() => KeysAsync(SecondKeys));
        sandbox.Identity.Publish(Generation.Second, KeySet.Oversized);
        using var client = sandbox.CreateClient();
        Assert.True((await client.GetStringAsync(new Uri(SecondKeys, UriKind.Relative))).Length > 5_000_000);
        Assert.Equal(2, (await KeysAsync("/token_keys")).Length);
        sandbox.Identity.Publish(Generation.Second, KeySet.Genuine);
        Assert.Equal(2, (await KeysAsync(SecondKeys)).Length);
    }

    [Fact]
    public async Task Identity_can_be_away_or_slow()
    {
        sandbox.Identity.SetState(Generation.First, IdentityState.Down);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync("/token_keys"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync("/acme.piam/token_keys"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(SecondKeys));
        sandbox.Identity.SetState(Generation.First, IdentityState.Slow);
        var waiting = Stopwatch.StartNew();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/token_keys"));
        Assert.True(waiting.Elapsed > TimeSpan.FromSeconds(0.9), waiting.Elapsed.ToString());
        Assert.Equal((3, 1), (sandbox.Identity.KeyFetches(Generation.First), sandbox.Identity.KeyFetches(Generation.Second)));
    }

    [Fact]
    public async Task The_page_shows_them()
    {
        sandbox.Identity.RotateKeys(Generation.First);
        sandbox.Identity.WithdrawOldKeys(Generation.First);
        sandbox.Identity.Publish(Generation.Second, KeySet.Broken);
        sandbox.Identity.SetState(Generation.Second, IdentityState.Down);
        using var client = sandbox.CreateClient();
        var page = await client.GetStringAsync(new Uri("/identity", UriKind.Relative));
        Assert.Contains("key-id-3; the first one signs", page, StringComparison.Ordinal);
        Assert.Contains("<dd>a broken set</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dd>with 503</dd>", page, StringComparison.Ordinal);
    }

    private async Task<string[]> KeysAsync(string path)
    {
        using var client = sandbox.CreateClient();
        var set = JsonNode.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative)))!;
        return [.. set["keys"]!.AsArray().Select(key => key!["kid"]!.GetValue<string>())];
    }

    private async Task<HttpStatusCode> StatusAsync(string path, string? token = null)
    {
        using var client = sandbox.CreateClient();
        using var answer = token is null ? await client.GetAsync(path, [])
            : await client.GetAsync(path, ("Authorization", $"Bearer {token}"));
        return answer.StatusCode;
    }
}
