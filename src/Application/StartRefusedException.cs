namespace Enterprise.Application;

/// <summary>The service cannot start as it is configured.</summary>
/// <param name="faults">One sentence for each fault: what is wrong, and what to do.</param>
public sealed class StartRefusedException(IReadOnlyList<string> faults, Exception? cause = null)
    : Exception(string.Join(Environment.NewLine, faults), cause)
{
    /// <summary>One sentence for each fault.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
