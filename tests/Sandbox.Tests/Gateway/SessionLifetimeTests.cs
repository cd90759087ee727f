using System.Net;
using Enterprise.Sandbox.Identity;
using Xunit;

namespace Enterprise.Sandbox.Tests.Gateway;

public sealed class SessionLifetimeTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task A_session_ends_after_30_idle_minutes_and_each_request_restarts_them()
    {
        var (sandbox, clock) = await fixture.WithClockAsync();
        await using var owned = sandbox;
        using var client = await sandbox.SignInAsync(People.Anna);

        clock.Advance(TimeSpan.FromMinutes(29));
        await client.EchoAsync("/");
        clock.Advance(TimeSpan.FromMinutes(29));
        await client.EchoAsync("/");
        clock.Advance(TimeSpan.FromMinutes(30));

        using var answer = await client.GetAsync("/", ("Sec-Fetch-Mode", "cors"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_session_keeps_its_token_for_a_tenth_of_its_lifetime_and_no_longer_than_its_key()
    {
        var (sandbox, clock) = await fixture.WithClockAsync();
        await using var owned = sandbox;
        using var client = await sandbox.SignInAsync(People.Anna);
        var first = await TokenAsync();
        clock.Advance(TimeSpan.FromSeconds(179));
        Assert.Equal(first, await TokenAsync());

        clock.Advance(TimeSpan.FromSeconds(1));
        var second = await TokenAsync();
        Assert.NotEqual(first, second);

        sandbox.Identity.RotateKeys(Generation.First);
        Assert.NotEqual(second, await TokenAsync());

        using var other = await sandbox.SignInAsync(People.Anna);
        Assert.NotEqual(await TokenAsync(), (await other.EchoAsync("/")).Header("authorization"));

        async Task<string?> TokenAsync() => (await client.EchoAsync("/")).Header("authorization");
    }

    [Fact]
    public async Task A_session_ends_after_12_hours_however_active()
    {
        var (sandbox, clock) = await fixture.WithClockAsync();
        await using var owned = sandbox;
        using var client = await sandbox.SignInAsync(People.Anna);

        for (var quarter = 1; quarter < 48; quarter++)
        {
            clock.Advance(TimeSpan.FromMinutes(15));
            await client.EchoAsync("/");
        }

        clock.Advance(TimeSpan.FromMinutes(15));
        using var answer = await client.GetAsync("/");
        using var login = await client.GetAsync(answer.Headers.Location);
        Assert.Contains("Who are you today?", await login.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_idling_the_overall_session_signs_in_again_without_asking()
    {
        var (sandbox, clock) = await fixture.WithClockAsync();
        await using var owned = sandbox;
        using var client = await sandbox.SignInAsync(People.Anna);
        clock.Advance(TimeSpan.FromMinutes(31));

        using var answer = await client.GetAsync("/");
        using var code = await client.GetAsync(answer.Headers.Location);
        using var cookies = await client.GetAsync(code.Headers.Location);

        await client.EchoAsync("/");
    }
}
