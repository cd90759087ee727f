using System.Net;
using Enterprise.Sandbox.Identity;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Gateway;

public sealed class ForwardingTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly SandboxHost sandbox = fixture.Sandbox;

    [Fact]
    public async Task Every_request_carries_a_fresh_token_and_never_the_callers_own()
    {
        using var client = await sandbox.SignInAsync(People.Anna);

        using var forged = await client.GetAsync("/", ("Authorization", "Bearer forged"));
        var first = (await Echo.ReadAsync(forged)).Header("authorization");
        var second = (await client.EchoAsync("/")).Header("authorization");

        Assert.StartsWith("Bearer ey", first, StringComparison.Ordinal);
        Assert.DoesNotContain("forged", first, StringComparison.Ordinal);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task The_application_sees_its_own_host_and_the_public_one_beside_it()
    {
        using var client = await sandbox.SignInAsync(People.Anna);

        using var answer = await client.GetAsync("/a%20b?x=%5B1%5D", ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-For", "10.0.0.1"), ("Forwarded", "host=evil"));
        var echo = await Echo.ReadAsync(answer);

        Assert.Equal("/a%20b?x=%5B1%5D", echo.Target);
        Assert.Equal(fixture.Application.Origin.Authority, echo.Header("host"));
        Assert.Equal(sandbox.Addresses.Application("acme").Authority, echo.Header("x-forwarded-host"));
        Assert.Null(echo.Header("x-forwarded-for"));
        Assert.Null(echo.Header("forwarded"));
    }

    [Fact]
    public async Task More_forwarding_headers_come_when_asked_for()
    {
        await using var host = await fixture.AnotherAsync(options => options with { ForwardedExtras = true });
        using var client = await host.SignInAsync(People.Anna);

        var echo = await client.EchoAsync("/");

        Assert.Equal("http", echo.Header("x-forwarded-proto"));
        Assert.Equal("127.0.0.1", echo.Header("x-forwarded-for"));
    }

    [Fact]
    public async Task The_gateways_cookies_stay_behind_and_the_applications_own_pass()
    {
        using var client = await sandbox.SignInAsync(People.Anna);
        Assert.Null((await client.EchoAsync("/")).Header("cookie"));
        Assert.Equal("lang=en", (await client.EchoAsync("/")).Header("cookie"));
    }

    [Fact]
    public async Task The_gateways_cookies_pass_when_asked_for()
    {
        await using var host = await fixture.AnotherAsync(options => options with { PassGatewayCookies = true });
        using var client = await host.SignInAsync(People.Anna);
        Assert.Contains("SESSION=", (await client.EchoAsync("/")).Header("cookie"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/nothing/v1/here")]
    [InlineData("/API/nothing/v1/here")]
    [InlineData("/api")]
    public async Task The_platforms_paths_never_reach_the_application(string path)
    {
        await using var application = await EchoApplication.StartAsync();
        await using var host = await SandboxHost.StartAsync(application.Origin);
        using var client = await host.SignInAsync(People.Anna);

        using var answer = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(0, application.Requests);
    }

    [Fact]
    public async Task The_platforms_paths_answer_with_the_sessions_own_token()
    {
        using var client = await sandbox.SignInAsync(People.Erik);
        Assert.Contains("\"name\":\"borealis\"", await client.GetStringAsync(new Uri("/api/tenantmanagement/v4/tenantInfo", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Contains("\"name\":\"Erik Berg\"", await client.GetStringAsync(new Uri("/api/userprofilemanagement/v1/me", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_registrations_policy_is_added_beside_the_applications()
    {
        using var client = await sandbox.SignInAsync(People.Anna);
        using var answer = await client.GetAsync("/");

        var bar = sandbox.Addresses.Static.Authority;
        Assert.Equal(
            ["default-src 'self'", $"default-src 'self' {bar}; style-src * 'unsafe-inline'; script-src 'self' 'unsafe-inline' {bar}; img-src * data:"],
            answer.Headers.GetValues("Content-Security-Policy"));
        Assert.True(answer.Headers.Contains("X-XSS-Protection"));
        Assert.Equal("insights-hub-stand-in", Assert.Single(answer.Headers.GetValues("X-Sandbox")));
    }

    [Fact]
    public async Task The_registrations_policy_replaces_the_applications_when_asked_for()
    {
        await using var host = await fixture.AnotherAsync(options => options with { ReplacePolicy = true });
        using var client = await host.SignInAsync(People.Anna);
        using var answer = await client.GetAsync("/");
        Assert.StartsWith("default-src 'self' static.", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_without_a_role_is_forwarded_and_blocked_only_when_asked_for()
    {
        using (var client = await sandbox.SignInAsync(People.Jonas))
        {
            await client.EchoAsync("/");
        }

        await using var host = await fixture.AnotherAsync(options => options with { BlockWithoutScope = true });
        using var blocked = await host.SignInAsync(People.Jonas);
        using var answer = await blocked.GetAsync("/");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task An_application_that_is_down_is_named()
    {
        var nobody = new Uri($"http://127.0.0.1:{SandboxHost.FreePort()}/");
        await using var host = await SandboxHost.StartAsync(nobody);
        using var client = await host.SignInAsync(People.Anna);

        using var answer = await client.GetAsync("/");

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains("The application does not answer", page, StringComparison.Ordinal);
        Assert.Contains(nobody.AbsoluteUri, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_that_is_not_registered_is_not_found()
    {
        using var client = sandbox.CreateClient();
        using var answer = await client.GetAsync($"http://acme-other-sandbox.eu1.localhost:{sandbox.Options.Port}/");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
