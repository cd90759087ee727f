using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Enterprise.Sandbox.Hosting;

namespace Enterprise.Sandbox.WebProcess;

/// <summary>Starts the Web project once the Sandbox listens, and watches it. When it ends, it is reported and not restarted.</summary>
internal sealed class WebHost(SandboxOptions options, ApplicationState state, IHostApplicationLifetime lifetime, ConsoleNotes notes)
    : BackgroundService
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(3);

    private static string Configuration =>
        typeof(WebHost).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // A Sandbox whose port is taken exits at once: it must start no application and not touch the log of the one that has the port.
            await lifetime.ApplicationStarted.AsTask().WaitAsync(stoppingToken);
            await RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The Sandbox ends, and the child with it.
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            Fail($"The application could not be started: {fault.Message}", []);
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        if (Repository.Find(Directory.GetCurrentDirectory()) is not { } repository)
        {
            Fail(
                "The application was not started: Enterprise.sln was not found above the current folder. Start the Sandbox inside the "
                    + "repository, or name an "
                + "application with --app.",
                []);
            return;
        }

        if (!File.Exists(repository.WebAssembly(Configuration)))
        {
            Fail($"The application was not started: {repository.WebAssembly(Configuration)} does not exist. Build it: dotnet build "
                + "src/Sandbox", []);
            return;
        }

        if (!File.Exists(repository.Look))
        {
            notes.Write("The pages lack the Siemens iX look. Install Node.js 20 or later with npm (Debian: apt-get install nodejs npm) "
                + "and start again.");
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
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = origin, Timeout = TimeSpan.FromSeconds(2),
        };
        if (await AnswersAsync(client, "health/live", StartLimit, web, stoppingToken))
        {
            // Its health checks run in the first moments. If they fail, it is served all the same.
            await AnswersAsync(client, "health/ready", ReadyLimit, web, stoppingToken);
            state.Become(new ApplicationState.Running(origin));
        }
        else if (!web.HasExited)
        {
            Fail(
                $"The application did not answer {origin}health/live with 200 within "
                    + $"{StartLimit.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s. "
                + $"Its output is in {repository.ApplicationLog}. To try again, press Ctrl-C and start the Sandbox again.",
                web.LastLines);
            return;
        }

        await web.WaitForExitAsync(stoppingToken);
        Fail(
            $"The application ended with exit code {web.ExitCode.ToString(CultureInfo.InvariantCulture)}. Its output is in "
                + $"{repository.ApplicationLog}. "
            + "To restart it, press Ctrl-C and start the Sandbox again.",
            web.LastLines);
    }

    private static async Task<bool> AnswersAsync(HttpClient client, string path, TimeSpan limit, ChildProcess web,
        CancellationToken stoppingToken)
    {
        for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < limit && !web.HasExited; await Task.Delay(100, stoppingToken))
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), stoppingToken);
                if (answer.IsSuccessStatusCode)
                {
                    return true;
                }
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException
                && !stoppingToken.IsCancellationRequested)
            {
                // It listens in a moment, or dies: the loop sees both.
            }
        }

        return false;
    }

    private void Fail(string reason, IReadOnlyList<string> lines)
    {
        notes.Write(reason);
        state.Become(new ApplicationState.Failed(reason, lines));
    }
}
