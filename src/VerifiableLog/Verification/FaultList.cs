
namespace Enterprise.VerifiableLog.Verification;

/// <summary>The faults of one verification, handed on step by step so that they are not all kept.</summary>
internal sealed class FaultList
{
    private List<VerificationFault> _faults = [];

    public long Count { get; private set; }

    public void Add(VerificationFaultKind kind, string? chain, long? number, string text)
    {
        Count++;
        _faults.Add(new(kind, chain, number, text));
    }

    public IReadOnlyList<VerificationFault> Take()
    {
        var found = _faults;
        _faults = [];
        return found;
    }
}
