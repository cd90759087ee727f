using System.Net;
using System.Net.Sockets;
using System.Text;
using Enterprise.Sandbox.Identity;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Gateway;

/// <summary>What the gateway refuses before anything is forwarded.</summary>
public sealed class GatewayRulesTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly SandboxHost sandbox = fixture.Sandbox;

    [Theory]
    [InlineData("POST", "/anything")]
    [InlineData("PUT", "/anything")]
    [InlineData("PATCH", "/anything")]
    [InlineData("DELETE", "/anything")]
    [InlineData("POST", "/api/assetmanagement/v3/assets")]
    public async Task Unsafe_methods_need_the_sessions_value(string method, string path)
    {
        using var client = await sandbox.SignInAsync(People.Anna);
        var before = fixture.Application.Requests;

        using var without = await client.SendAsync(HttpMethod.Parse(method), path);
        using var wrong = await client.SendAsync(HttpMethod.Parse(method), path, ("x-xsrf-token", Guid.NewGuid().ToString()));

        Assert.Equal(HttpStatusCode.Forbidden, without.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
        Assert.Equal(before, fixture.Application.Requests);
    }

    [Fact]
    public async Task Unsafe_methods_pass_with_the_sessions_value()
    {
        var (client, xsrf) = await SignInWithXsrfAsync(sandbox);
        using var owned = client;
        using var answer = await client.SendAsync(HttpMethod.Post, "/anything", ("x-xsrf-token", xsrf));
        Assert.Equal("POST", (await Echo.ReadAsync(answer)).Method);
    }

    [Theory]
    [InlineData(false, HttpStatusCode.Forbidden)]
    [InlineData(true, HttpStatusCode.OK)]
    public async Task A_form_field_does_only_when_asked_for(bool accept, HttpStatusCode expected)
    {
        await using var host = await fixture.AnotherAsync(options => options with { AcceptCsrfField = accept });
        var (client, xsrf) = await SignInWithXsrfAsync(host);
        using var owned = client;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["_csrf"] = xsrf });

        using var answer = await client.PostAsync(new Uri("/anything", UriKind.Relative), form);

        Assert.Equal(expected, answer.StatusCode);
        if (accept)
        {
            Assert.Equal("_csrf=".Length + xsrf.Length, (await Echo.ReadAsync(answer)).BodyLength);
        }
    }

    [Fact]
    public async Task Raw_brackets_in_a_query_are_refused()
    {
        Assert.StartsWith("HTTP/1.1 400", await RawAsync("GET /?ids[0]=1 HTTP/1.1"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 302", await RawAsync("GET /?ids%5B0%5D=1 HTTP/1.1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_over_10_KB_are_refused()
    {
        using var client = await sandbox.SignInAsync(People.Anna);
        using var large = await client.GetAsync("/", ("X-Large", new string('x', 10 * 1024)));
        using var fits = await client.GetAsync("/", ("X-Large", new string('x', 9 * 1024)));
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, large.StatusCode);
        Assert.Equal(HttpStatusCode.OK, fits.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bodies_over_the_limit_are_refused_with_and_without_a_length(bool chunked)
    {
        await using var host = await fixture.AnotherAsync(options => options with { MaxBodyBytes = 100_000 });
        var (client, xsrf) = await SignInWithXsrfAsync(host);
        using var owned = client;

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(client, xsrf, 100_001, chunked));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(client, xsrf, 99_000, chunked));
    }

    [Fact]
    public void The_limit_of_bodies_is_10_MB_by_default() => Assert.Equal(10 * 1024 * 1024, new SandboxOptions().MaxBodyBytes);

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string xsrf, int length, bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(new byte[length]) };
        request.Headers.Add("x-xsrf-token", xsrf);
        request.Headers.TransferEncodingChunked = chunked;
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<(HttpClient Client, string Xsrf)> SignInWithXsrfAsync(SandboxHost host)
    {
        var client = await host.SignInAsync(People.Anna);
        using var again = await client.GetAsync("/login");
        using var code = await client.GetAsync(again.Headers.Location);
        using var cookies = await client.GetAsync(code.Headers.Location);
        var cookie = cookies.Headers.GetValues("Set-Cookie").Single(line => line.StartsWith("XSRF-TOKEN=", StringComparison.Ordinal));
        return (client, cookie.Split(';')[0]["XSRF-TOKEN=".Length..]);
    }

    /// <summary>What no well-behaved client sends.</summary>
    private async Task<string> RawAsync(string requestLine)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, sandbox.Options.Port);
        await using var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{requestLine}\r\nHost: "
            + $"{sandbox.Addresses.Application("acme").Authority}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
