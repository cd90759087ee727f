using Enterprise.Application.AccessLog;

namespace Enterprise.Infrastructure.AccessLog.Verifying;

/// <summary>The faults of one verification, handed on step by step so that they are not all kept.</summary>
internal sealed class FaultList
{
    private List<LogFault> _faults = [];

    public long Count { get; private set; }

    public void Add(LogFaultKind kind, string? tenant, long? sequence, string text)
    {
        Count++;
        _faults.Add(new(kind, tenant, sequence, text));
    }

    public IReadOnlyList<LogFault> Take()
    {
        var found = _faults;
        _faults = [];
        return found;
    }
}
