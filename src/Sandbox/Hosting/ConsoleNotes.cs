namespace Enterprise.Sandbox.Hosting;

/// <summary>Single lines for the developer, on standard error. Tests replace the writer.</summary>
internal sealed class ConsoleNotes(SandboxOptions options)
{
    private readonly TextWriter writer = TextWriter.Synchronized(options.Notes ?? Console.Error);

    public void Write(string line) => writer.WriteLine(line);
}
