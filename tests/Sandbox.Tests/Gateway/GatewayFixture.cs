using Enterprise.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Gateway;

/// <summary>An echo application behind a Sandbox; shared by tests that do not change its clock or options.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    public EchoApplication Application { get; private set; } = null!;

    public SandboxHost Sandbox { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Application = await EchoApplication.StartAsync();
        Sandbox = await SandboxHost.StartAsync(Application.Origin);
    }

    public async Task DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await Application.DisposeAsync();
    }

    /// <summary>Another Sandbox before the same application.</summary>
    public Task<SandboxHost> AnotherAsync(Func<SandboxOptions, SandboxOptions> configure) =>
        SandboxHost.StartAsync(Application.Origin, configure);

    public async Task<(SandboxHost Sandbox, FakeTimeProvider Clock)> WithClockAsync()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2027, 3, 1, 8, 0, 0, TimeSpan.Zero));
        return (await AnotherAsync(options => options with { Clock = clock }), clock);
    }
}

/// <summary>Short names for what the tests do with a client.</summary>
internal static class ClientExtensions
{
    public static async Task<Echo> EchoAsync(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return await Echo.ReadAsync(answer);
    }

    public static async Task<HttpResponseMessage> SendAsync(this HttpClient client, HttpMethod method, string address,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.RelativeOrAbsolute));
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await client.SendAsync(request);
    }

    public static Task<HttpResponseMessage> GetAsync(this HttpClient client, string address,
        params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Get, address, headers);
}
