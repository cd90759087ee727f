using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Enterprise.Sandbox.Hosting;

namespace Enterprise.Sandbox.WebProcess;

/// <summary>Starts the Web project, which is built with the stand-in's own, once the stand-in itself listens, and watches it. A Web that dies is reported and not restarted.</summary>
internal sealed class WebHost(SandboxOptions options, ApplicationState state, IHostApplicationLifetime lifetime, TextWriter error) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstLooks = TimeSpan.FromSeconds(3);

    private static string Configuration =>
        typeof(WebHost).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // A stand-in whose port is taken ends at once: it must leave no application behind, and the log of whoever has the port alone.
            await lifetime.ApplicationStarted.AsTask().WaitAsync(stoppingToken);
            await RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The stand-in ends, and the child with it.
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            await FailAsync($"It could not be started: {fault.Message}", []);
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        if (Repository.Find(Directory.GetCurrentDirectory()) is not { } repository)
        {
            await FailAsync("Enterprise.sln was not found above the current folder. Start the stand-in inside the repository, or name an application with --app.", []);
            return;
        }

        if (!File.Exists(repository.WebAssembly(Configuration)))
        {
            await FailAsync($"{repository.WebAssembly(Configuration)} is not there. Build it: dotnet build src/Sandbox", []);
            return;
        }

        if (!File.Exists(repository.Look))
        {
            await error.WriteLineAsync("The pages lack the Siemens iX look. Install Node.js 20 or later with npm (Debian: apt-get install nodejs npm) and start again.");
        }

        repository.PrepareScratch();
        await ServeAsync(repository, stoppingToken);
    }

    private async Task ServeAsync(Repository repository, CancellationToken stoppingToken)
    {
        var port = FreePort.Find();
        string[] arguments = [repository.WebAssembly(Configuration), "--contentRoot", repository.WebProject];
        var log = new StreamWriter(repository.ApplicationLog, append: false) { AutoFlush = true };
        using var web = ChildProcess.DotNet(arguments, WebEnvironment.For(options, repository, port), log);

        var origin = new Uri($"http://127.0.0.1:{port}/");
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = origin, Timeout = TimeSpan.FromSeconds(2) };
        if (await AnswersAsync(client, "health/live", Patience, web, stoppingToken))
        {
            // What it reports on is looked at in its first moments. One that is not well all the same is shown as it is.
            await AnswersAsync(client, "health/ready", FirstLooks, web, stoppingToken);
            state.Become(new ApplicationState.Running(origin));
        }
        else if (!web.HasExited)
        {
            await FailAsync($"It did not answer {origin}health/live with 200 within {Patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s.", web.LastLines);
            return;
        }

        await web.WaitForExitAsync(stoppingToken);
        await FailAsync($"It ended with exit code {web.ExitCode.ToString(CultureInfo.InvariantCulture)}.", web.LastLines);
    }

    private static async Task<bool> AnswersAsync(HttpClient client, string path, TimeSpan patience, ChildProcess web, CancellationToken stoppingToken)
    {
        for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < patience && !web.HasExited; await Task.Delay(100, stoppingToken))
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), stoppingToken);
                if (answer.IsSuccessStatusCode)
                {
                    return true;
                }
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException && !stoppingToken.IsCancellationRequested)
            {
                // It listens in a moment, or dies: the loop sees both.
            }
        }

        return false;
    }

    private async Task FailAsync(string reason, IReadOnlyList<string> lines)
    {
        await error.WriteLineAsync($"The application is not running. {reason}{string.Concat(lines.Select(line => $"\n    {line}"))}");
        state.Become(new ApplicationState.Failed(reason, lines));
    }
}
