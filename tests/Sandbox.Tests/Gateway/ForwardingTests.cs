using System.Net;
using Enterprise.Sandbox.Identity;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Gateway;

public sealed class ForwardingTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly SandboxHost sandbox = fixture.Sandbox;

    [Fact]
    public async Task Every_request_carries_a_token_of_the_user_and_never_the_callers_own()
    {
        using var client = await sandbox.SignInAsync(People.Anna);

        using var forged = await client.GetAsync("/", ("Authorization", "Bearer forged"));
        var first = (await Echo.ReadAsync(forged)).Header("authorization");

        Assert.StartsWith("Bearer ey", first, StringComparison.Ordinal);
        Assert.DoesNotContain("forged", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_application_sees_its_own_host_and_the_public_one_beside_it()
    {
        using var client = await sandbox.SignInAsync(People.Anna);

        using var answer = await client.GetAsync("/a%20b?x=%5B1%5D", ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-For", "10.0.0.1"),
            ("Forwarded", "host=evil"));
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
    [InlineData("/api/x")]
    public async Task The_platforms_paths_never_reach_the_application(string path)
    {
        await using var application = await EchoApplication.StartAsync();
        await using var host = await SandboxHost.StartAsync(application.Origin);
        using var client = await host.SignInAsync(People.Anna);

        using var answer = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotImplemented, answer.StatusCode);
        Assert.Equal(0, application.Requests);
    }

    [Fact]
    public async Task The_platforms_paths_answer_with_the_sessions_own_token()
    {
        using var client = await sandbox.SignInAsync(People.Erik);
        Assert.Contains("\"name\":\"borealis\"", await client.GetStringAsync(new Uri("/api/tenantmanagement/v4/tenantInfo",
            UriKind.Relative)), StringComparison.Ordinal);
        Assert.Contains("\"name\":\"Erik Berg\"", await client.GetStringAsync(new Uri("/api/userprofilemanagement/v1/me",
            UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_registrations_policy_is_added_beside_the_applications()
    {
        using var client = await sandbox.SignInAsync(People.Anna);
        using var answer = await client.GetAsync("/");

        var bar = sandbox.Addresses.Static.Authority;
        Assert.Equal(
            ["default-src 'self'", $"default-src 'self' {bar}; style-src * 'unsafe-inline'; script-src 'self' 'unsafe-inline' {bar}; "
                + "img-src * data:"],
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
        Assert.StartsWith("default-src 'self' static.", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal);
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

    [Theory]
    [InlineData("/a%2Fb?c=%2F&d=+")]
    [InlineData("/a%2fb/%41//x/")]
    [InlineData("/%E8%8B%8F?q=%E5%B7%9E")]
    [InlineData("/a;b=1/c:d@e/~f'(g)*!")]
    public async Task The_path_reaches_the_application_byte_for_byte(string target)
    {
        using var client = await sandbox.SignInAsync(People.Anna);
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(client.BaseAddress!.GetLeftPart(UriPartial.Authority) + target,
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        using var answer = await client.SendAsync(request);
        Assert.Equal(target, (await Echo.ReadAsync(answer)).RawTarget);
    }

    [Fact]
    public async Task No_trace_is_added_and_the_clients_own_passes()
    {
        const string sent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        using var client = await sandbox.SignInAsync(People.Anna);
        Assert.Null((await client.EchoAsync("/")).Header("traceparent"));
        using var answer = await client.GetAsync("/", ("traceparent", sent));
        Assert.Equal(sent, (await Echo.ReadAsync(answer)).Header("traceparent"));

        await using var host = await fixture.AnotherAsync(options => options with { AddTraceparent = true });
        using var traced = await host.SignInAsync(People.Anna);
        Assert.NotNull((await traced.EchoAsync("/")).Header("traceparent"));
    }

    [Fact]
    public async Task An_applications_cookie_under_a_name_of_the_gateway_stops_there_and_is_explained_once()
    {
        await using var host = await fixture.AnotherAsync(options => options);
        using var client = await host.SignInAsync(People.Anna);
        for (var time = 0; time < 2; time++)
        {
            using var answer = await client.GetAsync("/cookies/SESSION/xsrf-token/mine");
            var cookies = answer.Headers.GetValues("Set-Cookie").ToArray();
            Assert.Contains(cookies, cookie => cookie.StartsWith("mine=", StringComparison.Ordinal));
            Assert.DoesNotContain(cookies, cookie => cookie.StartsWith("SESSION=", StringComparison.Ordinal));
        }

        Assert.Equal("/", (await client.EchoAsync("/")).Target);
        var note = Assert.Single(host.Notes.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("cookie named SESSION", note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_that_hangs_is_504_after_the_limit()
    {
        await using var host = await fixture.AnotherAsync(options => options with { ApplicationTimeout = TimeSpan.FromMilliseconds(200) });
        using var client = await host.SignInAsync(People.Anna);
        using var answer = await client.GetAsync("/hang");
        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
        Assert.Contains("0.2 seconds", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_stops_while_a_stream_is_open()
    {
        var host = await fixture.AnotherAsync(options => options);
        using var client = await host.SignInAsync(People.Anna);
        using var answer = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/stream"),
            HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        // The default of the host is 30 seconds.
        await host.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task What_the_Sandbox_does_not_have_says_so_and_is_noted_once()
    {
        await using var host = await fixture.AnotherAsync(options => options);
        using var client = host.Api(People.Anna);
        foreach (var (method, path) in ((HttpMethod, string)[])[(HttpMethod.Get, "/api/nothing/v1/x?y=1"),
            (HttpMethod.Post, "/api/assetmanagement/v3/assets"), (HttpMethod.Get, "/api/nothing/v1/x?y=2")])
        {
            using var answer = await client.SendAsync(method, path);
            Assert.Equal(HttpStatusCode.NotImplemented, answer.StatusCode);
            Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Contains("is not available in the Sandbox", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(
            ["GET /api/nothing/v1/x is not available in the Sandbox (501).",
                "POST /api/assetmanagement/v3/assets is not available in the Sandbox (501)."],
            host.Notes.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task Nothing_can_be_written(string method)
    {
        using var client = sandbox.Api();
        foreach (var path in (string[])["/", "/assets", "/assets/root", "/assettypes", "/files/x/file", "/elsewhere"])
        {
            using var answer = await client.SendAsync(new HttpMethod(method), "/api/assetmanagement/v3" + path);
            Assert.Equal(HttpStatusCode.NotImplemented, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("im/v3/Users/me")]
    [InlineData("pushnotification/v3/notifications")]
    [InlineData("customers/v1/me")]
    [InlineData("userprofilemanagement/v2/settings")]
    public async Task The_bars_own_APIs_answer(string path)
    {
        using var client = await sandbox.SignInAsync(People.Anna);
        Assert.Equal("{}", await client.GetStringAsync(new Uri("/api/" + path, UriKind.Relative)));
    }

    [Fact]
    public async Task An_application_that_is_not_registered_is_not_found()
    {
        using var client = sandbox.CreateClient();
        using var answer = await client.GetAsync($"http://acme-other-sandbox.eu1.localhost:{sandbox.Options.Port}/");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
