namespace Enterprise.Sandbox.Data.Ordering;

/// <summary>One order of a tenant's assets.</summary>
internal sealed class AssetOrder
{
    private readonly int[] _rank;

    public AssetOrder(int[] sequence)
    {
        Sequence = sequence;
        _rank = new int[sequence.Length];
        for (var rank = 0; rank < sequence.Length; rank++)
        {
            _rank[sequence[rank]] = rank;
        }
    }

    /// <summary>All asset indexes in this order.</summary>
    public int[] Sequence { get; }

    /// <summary>Sorts a few asset indexes.</summary>
    public void Sort(int[] indexes) => Array.Sort(Array.ConvertAll(indexes, index => _rank[index]), indexes);
}
