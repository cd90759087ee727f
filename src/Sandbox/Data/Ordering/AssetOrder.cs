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

    /// <summary>
    /// The asset indexes that pass a test, in this order. The test runs in index order, as the assets lie in memory: several times as fast
    /// for 100,000 assets as a walk in another order.
    /// </summary>
    public int[] FindAll(Predicate<int> test)
    {
        var (hits, count) = (new bool[_rank.Length], 0);
        for (var index = 0; index < hits.Length; index++)
        {
            if (test(index))
            {
                hits[_rank[index]] = true;
                count++;
            }
        }

        var (found, next) = (new int[count], 0);
        for (var rank = 0; next < count; rank++)
        {
            if (hits[rank])
            {
                found[next++] = Sequence[rank];
            }
        }

        return found;
    }

    /// <summary>Sorts a few asset indexes.</summary>
    public void Sort(int[] indexes) => Array.Sort(Array.ConvertAll(indexes, index => _rank[index]), indexes);
}
