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
        var folder = Directory.CreateTempSubdirectory("enterprise-taken-").FullName;
        try
        {
            // Looks like a working copy with a built application, so that a start of it would leave traces.
            var program = Path.Combine(folder, "src", "Web", "bin", Configuration, "net10.0", "Enterprise.Web.dll");
            Directory.CreateDirectory(Path.GetDirectoryName(program)!);
            await File.WriteAllTextAsync(Path.Combine(folder, "Enterprise.sln"), "");
            await File.WriteAllTextAsync(program, "no program");

            var (code, output) = await RunAsync(["--port", $"{sandbox.Options.Port}"], folder);

            Assert.Equal(1, code);
            Assert.StartsWith($"Port {sandbox.Options.Port} cannot be used", Assert.Single(output), StringComparison.Ordinal);
            Assert.False(Directory.Exists(Path.Combine(folder, ".sandbox")), "The application's scratch folder was made.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Configuration => typeof(SandboxApplication)
        .Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private static Task<(int Code, string[] Output)> RunAsync(string[] args, params (string Name, string Value)[] environment) =>
        RunAsync(args, "", environment);

    private static async Task<(int Code, string[] Output)> RunAsync(string[] args, string folder,
        params (string Name, string Value)[] environment)
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

        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var end = deadline.Token.Register(() => process.Kill(entireProcessTree: true));
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        var output = await process.StandardOutput.ReadToEndAsync(deadline.Token) + await error;
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
