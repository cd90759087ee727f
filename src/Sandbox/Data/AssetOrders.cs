using System.Collections.Concurrent;

namespace Enterprise.Sandbox.Data;

/// <summary>The orders of one tenant's assets by field, each made when it is first asked for and kept, since the data never changes.</summary>
internal sealed class AssetOrders(Asset[] assets)
{
    private readonly ConcurrentDictionary<(string Field, bool Descending), Lazy<AssetOrder>> _orders = new();

    /// <summary>All assets by one field; equals stand by id.</summary>
    /// <param name="field">One of <see cref="AssetSortFields.Names"/>.</param>
    /// <param name="descending">Greatest first.</param>
    public AssetOrder By(string field, bool descending) =>
        _orders.GetOrAdd((field, descending), key => new(() => Make(key.Field, key.Descending))).Value;

    private AssetOrder Make(string field, bool descending)
    {
        var compare = AssetSortFields.Comparison(field);
        var sequence = new int[assets.Length];
        for (var index = 0; index < sequence.Length; index++)
        {
            sequence[index] = index;
        }

        Array.Sort(sequence, (left, right) =>
        {
            var order = compare(assets[left], assets[right]);
            return order == 0 ? assets[left].Id.Value.CompareTo(assets[right].Id.Value) : descending ? -order : order;
        });
        return new(sequence);
    }
}
