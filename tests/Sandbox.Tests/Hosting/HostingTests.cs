using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Reflection;
using Enterprise.Sandbox.Tests.Gateway;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Hosting;

public sealed class HostingTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly SandboxHost sandbox = fixture.Sandbox;

    [Fact]
    public void It_listens_on_loopback_only()
    {
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(end => end.Port == sandbox.Options.Port)
            .ToArray();
        Assert.Contains(listeners, end => end.Address.Equals(IPAddress.Loopback));
        Assert.All(listeners, end => Assert.True(IPAddress.IsLoopback(end.Address), end.ToString()));
    }

    [Fact]
    public async Task An_unknown_host_is_told_what_exists()
    {
        using var client = sandbox.CreateClient();
        using var answer = await client.GetAsync($"http://evil.example:{sandbox.Options.Port}/", []);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(sandbox.Origin.AbsoluteUri, text, StringComparison.Ordinal);
        Assert.Equal("insights-hub-stand-in", Assert.Single(answer.Headers.GetValues("X-Sandbox")));
    }

    [Theory]
    [InlineData("DOTNET_ENVIRONMENT")]
    [InlineData("ASPNETCORE_ENVIRONMENT")]
    public async Task It_never_runs_in_production(string variable)
    {
        var (code, output) = await RunAsync(["--port", "1"], (variable, "Production"));
        Assert.Equal(2, code);
        Assert.Contains($"never runs where {variable} is Production", Assert.Single(output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unknown argument '--prot'", "--prot", "1")]
    [InlineData("Unknown argument 'stray'", "stray")]
    [InlineData("--port needs a number from 1 to 65535, not '0'", "--port", "0")]
    [InlineData("--port needs a number from 1 to 65535, not ''", "--port")]
    [InlineData("--app needs the origin of an application on this machine", "--app", "http://example.com")]
    [InlineData("--app needs the origin of an application on this machine", "--app=http://localhost:80/path")]
    [InlineData("--region needs lower-case letters and digits", "--region", "EU.1")]
    [InlineData("--block-without-scope needs true or false", "--block-without-scope=maybe")]
    public async Task Wrong_arguments_end_with_one_line(string expected, params string[] args)
    {
        var (code, output) = await RunAsync(args);
        Assert.Equal(2, code);
        Assert.StartsWith(expected, Assert.Single(output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_argument()
    {
        var (code, output) = await RunAsync(["--help"]);
        Assert.Equal(0, code);
        Assert.Contains(output, line => line.Contains("--block-without-scope", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_taken_port_is_told()
    {
        var (code, output) = await RunAsync(["--port", $"{sandbox.Options.Port}", "--app", fixture.Application.Origin.AbsoluteUri]);
        Assert.Equal(1, code);
        Assert.StartsWith($"Port {sandbox.Options.Port} cannot be used", Assert.Single(output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_starts_no_application()
    {
        using var copy = new FakeCopy();
        var (code, output) = await RunAsync(["--port", $"{sandbox.Options.Port}"], copy.Folder);

        Assert.Equal(1, code);
        Assert.StartsWith($"Port {sandbox.Options.Port} cannot be used", Assert.Single(output), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(copy.Folder, ".sandbox")), "The application's scratch folder was made.");
    }

    [Fact]
    public async Task An_application_that_ends_is_reported_in_one_line()
    {
        using var copy = new FakeCopy();
        using var process = Start(["--port", $"{SandboxHost.FreePort()}"], copy.Folder, []);
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            var line = await process.StandardError.ReadLineAsync(deadline.Token);
            while (line?.StartsWith("The pages lack", StringComparison.Ordinal) is true)
            {
                line = await process.StandardError.ReadLineAsync(deadline.Token);
            }

            Assert.Matches("^The application ended with exit code [0-9]+[.] Its output is in .*application[.]log[.] To restart it", line);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(deadline.Token);
        }
    }

    private static string Configuration => typeof(SandboxApplication)
        .Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private static Task<(int Code, string[] Output)> RunAsync(string[] args, params (string Name, string Value)[] environment) =>
        RunAsync(args, "", environment);

    private static async Task<(int Code, string[] Output)> RunAsync(string[] args, string folder,
        params (string Name, string Value)[] environment)
    {
        using var process = Start(args, folder, environment);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var end = deadline.Token.Register(() => process.Kill(entireProcessTree: true));
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        var output = await process.StandardOutput.ReadToEndAsync(deadline.Token) + await error;
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static Process Start(string[] args, string folder, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SandboxApplication).Assembly.Location, .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment.Remove("DOTNET_ENVIRONMENT");
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>A folder that looks like a working copy with a built application, which is no program.</summary>
    private sealed class FakeCopy : IDisposable
    {
        public FakeCopy()
        {
            var program = Path.Combine(Folder, "src", "Web", "bin", Configuration, "net10.0", "Enterprise.Web.dll");
            Directory.CreateDirectory(Path.GetDirectoryName(program)!);
            File.WriteAllText(Path.Combine(Folder, "Enterprise.sln"), "");
            File.WriteAllText(program, "no program");
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("enterprise-copy-").FullName;

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
