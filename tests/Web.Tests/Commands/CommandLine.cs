using System.Diagnostics;
using System.Text.Json;

namespace Enterprise.Web.Tests.Commands;

/// <summary>The program run as an operator runs it: with the word <c>audit</c>, beside a service that may be running.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command on this store.</summary>
    /// <param name="store">The file of the access log; its keys and its witness stand as tests' hosts put them.</param>
    /// <param name="words">What follows <c>audit</c>.</param>
    public static Task<Outcome> AuditAsync(string store, params string[] words) => RunAsync(store, [], words);

    /// <summary>The same, with more of the environment.</summary>
    public static async Task<Outcome> RunAsync(string store, (string Key, string Value)[] environment, params string[] words)
    {
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(store))!;
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "audit", .. words])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
        };
        foreach (var (key, value) in environment.Prepend(("ConnectionStrings__AccessLog", $"Data Source={store}"))
            .Prepend(("AccessLog__Keys", Path.Combine(folder, "keys"))).Prepend(("AccessLog__Witness", Path.Combine(folder, "witness", "checkpoints"))))
        {
            start.Environment[key] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
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
