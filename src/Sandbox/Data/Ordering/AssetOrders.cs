using System.Collections.Concurrent;

namespace Enterprise.Sandbox.Data.Ordering;

/// <summary>
/// The orders of one tenant's assets by field. Each is made at the first request for it and kept, because the data never changes.
/// </summary>
internal sealed class AssetOrders(Asset[] assets)
{
    /// <summary>Bits of a sort key for an asset's index, and as many for the rank of its id: enough for a million assets.</summary>
    private const int IndexBits = 20;

    private readonly ConcurrentDictionary<string, Lazy<int[]>> _ranks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Field, bool Descending), Lazy<AssetOrder>> _orders = new();

    /// <summary>All assets by one field; assets with equal values are ordered by id.</summary>
    /// <param name="field">One of <see cref="AssetSortFields.Names"/>.</param>
    /// <param name="descending">Greatest first.</param>
    public AssetOrder By(string field, bool descending) =>
        _orders.GetOrAdd((field, descending), key => new(() => new AssetOrder(Sort(key.Field, key.Descending)))).Value;

    private int[] Sort(string field, bool descending)
    {
        var (ranks, idRanks) = (RanksOf(field), RanksOf(AssetSortFields.Id));
        var keys = new ulong[assets.Length];
        for (var index = 0; index < keys.Length; index++)
        {
            var rank = descending ? assets.Length - ranks[index] : ranks[index];
            keys[index] = ((((ulong)rank << IndexBits) | (uint)idRanks[index]) << IndexBits) | (uint)index;
        }

        Array.Sort(keys);
        return Array.ConvertAll(keys, key => (int)(key & ((1 << IndexBits) - 1)));
    }

    private int[] RanksOf(string field) => _ranks.GetOrAdd(field, name => new(() => AssetSortFields.Ranks(name, assets))).Value;
}
