using System.Diagnostics;
using System.Text.Json;

namespace Enterprise.Testing;

/// <summary>docs/verify/audit_verify.py, run as a third party runs it.</summary>
public static class PythonVerifier
{
    /// <summary>Where it stands.</summary>
    public static string Path { get; } = System.IO.Path.Combine(EnterpriseHost.RepositoryRoot, "docs", "verify", "audit_verify.py");

    /// <summary>Runs it.</summary>
    public static (int Exit, string Output, string Errors) Run(params IEnumerable<string> arguments) =>
        Program(Tool.Python.Require(), arguments.Prepend(Path));

    /// <summary>Runs any program to its end.</summary>
    public static (int Exit, string Output, string Errors) Program(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true,
            RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    /// <summary>The verdicts on files, each as its faults: kind and number.</summary>
    public static IReadOnlyList<Verdict> Judge(IReadOnlyList<string> files, params IEnumerable<string> options)
    {
        var (_, output, errors) = Run([.. files, "--json", .. options]);
        if (errors.Length > 0)
        {
            throw new InvalidOperationException(errors);
        }

        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            var verdict = JsonDocument.Parse(line).RootElement;
            return verdict.TryGetProperty("unreadable", out _) ? Verdict.Unreadable
                : new(true, [.. verdict.GetProperty("faults").EnumerateArray()
                    .Select(fault => (fault.GetProperty("kind").GetString()!, fault.GetProperty("seq").ValueKind == JsonValueKind.Null
                    ? (long?)null : fault.GetProperty("seq").GetInt64()))
                    .Distinct().Order()]);
        })];
    }
}

/// <summary>What a verifier says of an export.</summary>
/// <param name="IsReadable">Whether it could be read at all.</param>
/// <param name="Faults">The faults, each once.</param>
public sealed record Verdict(bool IsReadable, IReadOnlyList<(string Kind, long? Sequence)> Faults)
{
    /// <summary>Nothing could be read.</summary>
    public static Verdict Unreadable { get; } = new(false, []);

    /// <summary>Whether everything is in order.</summary>
    public bool IsClean => IsReadable && Faults.Count == 0;

    /// <inheritdoc/>
    public override string ToString() => !IsReadable ? "unreadable" : Faults.Count == 0 ? "clean"
        : string.Join(" ", Faults.Select(fault => $"{fault.Kind}@{fault.Sequence}"));
}
