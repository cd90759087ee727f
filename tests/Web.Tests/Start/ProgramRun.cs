using System.Diagnostics;

namespace Enterprise.Web.Tests.Start;

/// <summary>Runs a program in a folder of its own until it ends, and tells how it ended.</summary>
internal static class ProgramRun
{
    public static async Task<(int Exit, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)> RunAsync(
        string program, (string Key, string Value)[] settings, params string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("enterprise-start-").FullName;
        var start = new ProcessStartInfo("dotnet", [program, .. args])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
        };
        start.Environment.Remove("ASPNETCORE_URLS");
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        using var process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, Lines(await output), Lines(await errors));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
