using System.Net;
using Enterprise.Sandbox.Identity;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Gateway;

/// <summary>The gateway at an application's host of the second generation.</summary>
public sealed class SecondGenerationGatewayTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly SandboxHost sandbox = fixture.Sandbox;

    [Fact]
    public async Task Its_address_names_the_tenant_by_number_and_the_core_tenant()
    {
        Assert.Equal($"http://1000004711-assets-1000001700.eu1.app.localhost:{sandbox.Options.Port}/",
            sandbox.Addresses.Application("xenon").AbsoluteUri);
        using var client = await sandbox.SignInAsync(People.Xavier);
        Assert.Equal(sandbox.Addresses.Application("xenon").Authority, (await client.EchoAsync("/x?y=1")).Header("x-forwarded-host"));
    }

    [Fact]
    public async Task Sessions_policy_and_XSRF_are_as_in_the_first()
    {
        using var client = await sandbox.SignInAsync(People.Xenia);
        using var page = await client.GetAsync("/", ("Sec-Fetch-Mode", "navigate"));
        using var post = await client.SendAsync(HttpMethod.Post, "/anything");
        using var stranger = sandbox.CreateClient(client.BaseAddress);
        using var script = await stranger.GetAsync("/", ("Sec-Fetch-Mode", "cors"));
        Assert.Contains(page.Headers.GetValues("Content-Security-Policy"), policy =>
            policy.Contains($"'self' {sandbox.Addresses.Static.Authority}", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Forbidden, post.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, script.StatusCode);
    }

    [Theory]
    [InlineData("/api/tenantmanagement-1000001700/v4/tenantInfo", 200)]
    [InlineData("/api/tenantmanagement/v4/tenantInfo", 401)]
    [InlineData("/api/nothing", 401)]
    public async Task Its_API_paths_are_answered_by_the_platform(string path, int expected)
    {
        using var client = await sandbox.SignInAsync(People.Xavier);
        var before = fixture.Application.Requests;
        using var answer = await client.GetAsync(path, ("Accept", "*/*"));
        Assert.Equal(expected, (int)answer.StatusCode);
        Assert.Equal(before, fixture.Application.Requests);
    }

    [Theory]
    [InlineData("xenon-assets-sandbox.eu1.localhost")]
    [InlineData("1000004711-assets-sandbox.eu1.localhost")]
    [InlineData("xenon-assets-1000001700.eu1.app.localhost")]
    [InlineData("1000004711-assets-sandbox.eu1.app.localhost")]
    [InlineData("1000008036-assets-1000001700.eu1.app.localhost")]
    [InlineData("acme-assets-1000001700.eu1.app.localhost")]
    public async Task A_name_that_mixes_generations_is_nobodys(string host)
    {
        using var client = sandbox.CreateClient();
        using var answer = await client.GetAsync($"http://{host}:{sandbox.Options.Port}/", []);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_sign_ins_form_may_end_at_its_hosts()
    {
        using var client = sandbox.CreateClient();
        using var answer = await client.GetAsync("/people");
        Assert.Contains($"http://*.eu1.app.localhost:{sandbox.Options.Port};",
            Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }
}
