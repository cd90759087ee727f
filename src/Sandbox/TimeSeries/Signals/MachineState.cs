namespace Enterprise.Sandbox.TimeSeries.Signals;

/// <summary>What a machine does at one moment.</summary>
/// <param name="Word">The value of a variable <c>state</c>.</param>
/// <param name="Load">0 (standing) to 1 (full load).</param>
/// <param name="Phase">0 to 1: how far the current cycle is.</param>
/// <param name="WorkedInShift">Milliseconds that it has run since its shift began.</param>
internal readonly record struct MachineState(string Word, double Load, double Phase, long WorkedInShift)
{
    public bool IsRunning => Load > 0;
}
