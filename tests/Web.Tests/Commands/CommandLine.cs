using System.Diagnostics;
using System.Text.Json;

namespace Enterprise.Web.Tests.Commands;

/// <summary>The program run as an operator runs it: as a process of its own, beside a service that may be running.</summary>
internal static class CommandLine
{
    /// <summary>Runs it as a script does, without a terminal.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="settings">The service's configuration, given by the environment.</param>
    /// <param name="words">Its arguments.</param>
    public static Task<Outcome> RunAsync(string folder, IEnumerable<(string Key, string Value)> settings, params string[] words) =>
        RunAsync(Start(folder, settings, "dotnet", [typeof(Program).Assembly.Location, .. words]), string.Empty);

    /// <summary>Runs it on a terminal at which somebody types.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="settings">The service's configuration, given by the environment.</param>
    /// <param name="answer">What is typed, a line.</param>
    /// <param name="words">Its arguments; no quotes in them.</param>
    public static Task<Outcome> TypeAsync(string folder, IEnumerable<(string Key, string Value)> settings, string answer,
        params string[] words)
    {
        var command = string.Join(' ', new[] { "dotnet", typeof(Program).Assembly.Location }.Concat(words).Select(word => $"'{word}'"));
        return RunAsync(Start(folder, settings, "script", ["--quiet", "--return", "--command", command, "/dev/null"]), $"{answer}\n");
    }

    private static ProcessStartInfo Start(string folder, IEnumerable<(string Key, string Value)> settings, string program,
        string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
                WorkingDirectory = folder,
        };
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return start;
    }

    private static async Task<Outcome> RunAsync(ProcessStartInfo start, string typed)
    {
        using var process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await process.StandardInput.WriteAsync(typed);
            await process.StandardInput.FlushAsync(timeout.Token);
            if (typed.Length == 0)
            {
                process.StandardInput.Close(); // A terminal stays, or it would be the end of what is typed.
            }

            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var error = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return new(process.ExitCode, await output, await error);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}

/// <summary>What a command left behind.</summary>
internal sealed record Outcome(int Exit, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;
}
