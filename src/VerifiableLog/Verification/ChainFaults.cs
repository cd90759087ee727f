using Enterprise.VerifiableLog.Integrity;

namespace Enterprise.VerifiableLog.Verification;

/// <summary>
/// Entries that do not follow what stands before them: kept a while to see whether they changed places, else they were edited.
/// </summary>
internal sealed class ChainFaults(FaultList faults)
{
    private const int Most = 200;

    private readonly CanonicalText _text = new();
    private readonly List<ChainFault> _rows = [];

    public void Add(SealedRow row, byte[] previous)
    {
        _rows.Add(new(row.Copy(), [.. previous]));
        if (_rows.Count == Most)
        {
            Flush();
        }
    }

    /// <summary>Says of each what it is.</summary>
    public void Flush()
    {
        foreach (var found in _rows)
        {
            var row = found.Row;
            var other = _rows.FirstOrDefault(one => one != found
                && Chain.Next(found.Previous, Chain.Leaf(row.Sequence, one.Row.Fields, _text)).AsSpan().SequenceEqual(row.Hash));
            if (other is null)
            {
                faults.Add(VerificationFaultKind.Edited, row.Tenant, row.Sequence, $"Entry {row.Sequence} is not as it was sealed.");
            }
            else
            {
                faults.Add(VerificationFaultKind.Moved, row.Tenant, row.Sequence,
                    $"At the place of entry {row.Sequence} stands another, its own stands at {other.Row.Sequence}.");
            }
        }

        _rows.Clear();
    }

    private sealed record ChainFault(SealedRow Row, byte[] Previous);
}
