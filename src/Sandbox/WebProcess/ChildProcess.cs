using System.Diagnostics;

namespace Enterprise.Sandbox.WebProcess;

/// <summary>A program that is started by the Sandbox and never outlives it. Keeps its last lines.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int Kept = 20;
    private readonly Queue<string> lines = new();
    private readonly Process process;
    private readonly TextWriter? log;

    private ChildProcess(Process process, TextWriter? log)
    {
        this.process = process;
        this.log = log;
    }

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    public IReadOnlyList<string> LastLines
    {
        get
        {
            lock (lines)
            {
                return [.. lines];
            }
        }
    }

    /// <summary>Starts a .NET command.</summary>
    /// <param name="arguments">The arguments of <c>dotnet</c>.</param>
    /// <param name="environment">Variables to add; null as value takes one away.</param>
    /// <param name="log">Where to write what it says, or null.</param>
    public static ChildProcess DotNet(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment, TextWriter? log)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var child = new ChildProcess(new Process { StartInfo = start }, log);
        child.process.OutputDataReceived += (_, line) => child.Keep(line.Data);
        child.process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        child.process.Start();
        AppDomain.CurrentDomain.ProcessExit += child.Kill;
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        return child;
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => process.WaitForExitAsync(cancellationToken);

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Kill;
        Kill(this, EventArgs.Empty);
        process.Dispose();
        log?.Dispose();
    }

    private void Kill(object? sender, EventArgs arguments)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It had ended before.
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (lines)
        {
            lines.Enqueue(line);
            if (lines.Count > Kept)
            {
                lines.Dequeue();
            }

            log?.WriteLine(line);
        }
    }
}
