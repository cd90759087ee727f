using Enterprise.Application;

namespace Enterprise.Web;

/// <summary>
/// How the process ends when it is not a clean stop: an exit code that is not 0, and the reason on standard error, one line for each.
/// </summary>
internal static class ProcessEnd
{
    /// <summary>The service cannot start as it is configured, or where it is.</summary>
    public const int CannotStart = 1;

    /// <summary>A fault that nothing expected ended the service or the command.</summary>
    public const int Fault = 3;

    /// <summary>Ends the process at an exception that no code has caught, on any thread.</summary>
    public static void OnUnhandled() => AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
    {
        Console.Error.WriteLine(LineOf(unhandled.ExceptionObject));
        Environment.Exit(Fault);
    };

    public static async Task<int> SayAsync(int code, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            await Console.Error.WriteLineAsync(line);
        }

        return code;
    }

    public static string LineOf(object fault) => $"Stopped after an error: {OneLineOf(fault)}";

    public static string OneLineOf(object fault) => VisibleText.Of($"{fault}".ReplaceLineEndings(" | "));
}
