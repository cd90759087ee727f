using Enterprise.VerifiableLog.Integrity;

namespace Enterprise.VerifiableLog.Store;

/// <summary>The end of one chain.</summary>
internal sealed record Head(long Sequence, int Epoch, byte[] Hash);

/// <summary>The ends of all chains, as the one who seals knows them. Not for several threads.</summary>
internal sealed class Heads(int epoch)
{
    private readonly CanonicalText _text = new();
    private readonly Dictionary<string, Head> _byTenant = new(StringComparer.Ordinal);

    /// <summary>The epoch in which the next entries are sealed.</summary>
    public int Epoch => epoch;

    /// <summary>The number of the last seal of all.</summary>
    public long Ordinal { get; private set; }

    public IReadOnlyDictionary<string, Head> ByTenant => _byTenant;

    /// <summary>Takes over the end of a chain from the store.</summary>
    public void Know(string tenant, Head head, long ordinal)
    {
        _byTenant[tenant] = head;
        Ordinal = Math.Max(Ordinal, ordinal);
    }

    /// <summary>The next seal of the entry's chain. If it cannot be stored, these heads are of no use any more.</summary>
    public SealRow Seal(LogEntry entry, long position, IReadOnlyList<byte[]?> commitments)
    {
        _ = _byTenant.TryGetValue(entry.Chain, out var head);
        var previous = head is null || head.Epoch != epoch
            ? Chain.Start(entry.Chain, epoch, head?.Hash ?? new byte[Chain.HashLength], _text) : head.Hash;
        var sequence = (head?.Sequence ?? 0) + 1;
        var hash = Chain.Next(previous, Chain.Leaf(entry, sequence, commitments, _text));
        _byTenant[entry.Chain] = new(sequence, epoch, hash);
        return new() { Ordinal = ++Ordinal, Tenant = entry.Chain, Sequence = sequence, Epoch = epoch, Position = position, Hash = hash };
    }
}
