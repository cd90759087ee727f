using System.Diagnostics;
using Enterprise.Sandbox.Hosting;

namespace Enterprise.Sandbox;

/// <summary>The command line.</summary>
public static class Program
{
    /// <summary>Runs the Sandbox until Ctrl-C.</summary>
    /// <param name="args">See <c>--help</c>.</param>
    /// <returns>0 after an orderly end, 1 when the port is taken, 2 for wrong arguments or a production environment.</returns>
    public static async Task<int> Main(string[] args)
    {
        var clock = Stopwatch.StartNew();
        if (Array.Find(["DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT"], IsProduction) is { } variable)
        {
            return Say($"The Sandbox signs anyone in and never runs where {variable} is Production. Unset it, or set it to "
                + "Development.", 2);
        }

        var line = CommandLine.Parse(args);
        if (line.Options is not { } options)
        {
            return Say(line.Text, line.ExitCode);
        }

        await using var app = SandboxApplication.Build(options);
        try
        {
            await app.StartAsync();
        }
        catch (Exception taken) when (taken is IOException or System.Net.Sockets.SocketException)
        {
            return Say($"Port {options.Port} cannot be used ({taken.Message.TrimEnd('.')}). End what listens there, or choose another "
                + "with --port.", 1);
        }

        await StartReport.PrintAsync(app, options, clock, Console.Out);
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static bool IsProduction(string variable) =>
        string.Equals(Environment.GetEnvironmentVariable(variable), "Production", StringComparison.OrdinalIgnoreCase);

    private static int Say(string text, int exitCode)
    {
        (exitCode == 0 ? Console.Out : Console.Error).WriteLine(text);
        return exitCode;
    }
}
