using System.Diagnostics;
using Enterprise.Testing;

namespace Enterprise.Endurance;

/// <summary>The application's own <c>audit verify</c> on the files that a run left: chains, checkpoints, signatures and archive.</summary>
internal static class OwnVerifier
{
    /// <summary>Verifies.</summary>
    /// <returns>What it finds wrong, or nothing.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(ApplicationPlace place)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Web.Program).Assembly.Location, "audit", "verify", "--no-color"])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = place.Folder,
        };
        start.Environment["ConnectionStrings__AccessLog"] = $"Data Source={place.LogFile}";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? [] : [$"audit verify ends with {process.ExitCode}: {(await output + await error).ReplaceLineEndings(" | ")}"];
    }
}
