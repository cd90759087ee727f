using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Enterprise.Sandbox;
using Enterprise.Testing;

namespace Enterprise.Benchmarks;

/// <summary>The Sandbox as a process of its own.</summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    private readonly Process process;

    private SandboxProcess(Process process, Uri origin) => (this.process, Client) = (process, new HttpClient { BaseAddress = origin });

    /// <summary>A client with a technical token of <c>galactic</c>.</summary>
    public HttpClient Client { get; }

    /// <summary>From the start of the process until it says that it is ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>The processor time that it has used: what its work takes where nothing else runs.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public double MemoryInMegabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1048576.0;
        }
    }

    public static async Task<SandboxProcess> StartAsync(Uri application)
    {
        var port = SandboxHost.FreePort();
        var begun = Stopwatch.GetTimestamp();
        string[] arguments =
        [
            typeof(SandboxApplication).Assembly.Location, "--port", port.ToString(CultureInfo.InvariantCulture), "--app",
                application.AbsoluteUri,
        ];
        var started = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var sandbox = new SandboxProcess(started, new Uri($"http://localhost:{port}"));
        while (await started.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("ready in", StringComparison.Ordinal))
        {
        }

        sandbox.ReadyAfter = Stopwatch.GetElapsedTime(begun);
        _ = started.StandardOutput.BaseStream.CopyToAsync(Stream.Null); // A full pipe would stop it.
        await sandbox.AuthenticateAsync();
        await sandbox.GetAsync("/api/assetmanagement/v3/assets");
        return sandbox;
    }

    public async Task<string> GetAsync(string path) => await Client.GetStringAsync(new Uri(path, UriKind.Relative));

    /// <summary>Ends it as Ctrl-C does.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> InterruptAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();
        return Stopwatch.GetElapsedTime(begun);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private async Task AuthenticateAsync()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "client_credentials", ["client_id"] = "galactic-svc", ["client_secret"] = "secret",
        });
        using var answer = await Client.PostAsync(new Uri("/oauth/token", UriKind.Relative), form);
        var token = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["access_token"]!;
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }
}
