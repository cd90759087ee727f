using Enterprise.Sandbox.Identity;

namespace Enterprise.Testing;

/// <summary>
/// Everything together as on a laptop: the Sandbox in front, the application behind its gateway, both real and on real ports.
/// </summary>
public sealed class Stage : IAsyncDisposable
{
    private Stage(SandboxHost sandbox, EnterpriseHost app) => (Sandbox, App) = (sandbox, app);

    public SandboxHost Sandbox { get; }

    public EnterpriseHost App { get; }

    public static async Task<Stage> StartAsync()
    {
        var port = SandboxHost.FreePort();
        var sandbox = await SandboxHost.StartAsync(new Uri($"http://127.0.0.1:{port}"));
        var app = await EnterpriseHost.StartAsync(sandbox.Origin, "http://{tenant}.unused.localhost/", port, settings
            : sandbox.ApplicationSettings);
        await app.WaitForHealthAsync();
        return new(sandbox, app);
    }

    /// <summary>A client that is past the gateway: it sends a person's token straight to the application.</summary>
    public HttpClient As(Person person, string accept = "application/json") => App.ClientWith(Sandbox.TokenOf(person), accept);

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Sandbox.DisposeAsync();
    }
}
