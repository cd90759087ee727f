using System.Diagnostics;
using System.Security.Cryptography;
using Enterprise.Testing;

namespace Enterprise.Sandbox.Tests.Clients;

/// <summary>
/// The platform's own open-source client, restored from its lock file beside the tests, and run with a home folder of its own.
/// </summary>
internal sealed class MindConnect : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly SemaphoreSlim Restoring = new(1);
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("mindconnect-");

    private MindConnect()
    {
    }

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Clients", "mindconnect");

    /// <summary>Restores the client unless this lock file was restored before.</summary>
    public static async Task<MindConnect> PrepareAsync()
    {
        var npm = Tool.Node.Require();
        var stamp = Path.Combine(Folder, "node_modules", ".restored");
        var wanted = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Folder, "package-lock.json"))));
        await Restoring.WaitAsync();
        try
        {
            if (!File.Exists(stamp) || await File.ReadAllTextAsync(stamp) != wanted)
            {
                await RunAsync(new ProcessStartInfo(npm, ["ci", "--ignore-scripts"]));
                await File.WriteAllTextAsync(stamp, wanted);
            }
        }
        finally
        {
            Restoring.Release();
        }

        return new MindConnect();
    }

    /// <summary>Runs one command of the client.</summary>
    /// <returns>What it printed.</returns>
    public Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Folder, "node_modules", ".bin", OperatingSystem.IsWindows() ? "mdsp.cmd" : "mdsp"),
            arguments);
        start.Environment["HOME"] = home.FullName;
        start.Environment["USERPROFILE"] = home.FullName;
        start.Environment["NO_UPDATE_NOTIFIER"] = "1";
        start.Environment["NO_COLOR"] = "1";
        start.Environment["FORCE_COLOR"] = "0";
        foreach (var name in new[] { "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "MDSP_PASSKEY", "MDSP_HOST", "MDSP_SESSION",
            "MDSP_XSRF_TOKEN" })
        {
            start.Environment.Remove(name);
        }

        return RunAsync(start);
    }

    public void Dispose() => home.Delete(recursive: true);

    private static async Task<string> RunAsync(ProcessStartInfo start)
    {
        start.WorkingDirectory = Folder;
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(Limit);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        var output = await process.StandardOutput.ReadToEndAsync(deadline.Token) + await error;
        await process.WaitForExitAsync(deadline.Token);
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{Path.GetFileName(start.FileName)} {string.Join(' ', start.ArgumentList)} ended with "
                + $"{process.ExitCode}: {output}");
    }
}
