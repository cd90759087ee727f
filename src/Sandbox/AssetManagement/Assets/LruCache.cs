using System.Diagnostics.CodeAnalysis;

namespace Enterprise.Sandbox.AssetManagement.Assets;

/// <summary>Remembers a bounded number of values, forgetting the one that was not used for longest. Safe for several threads.</summary>
/// <param name="capacity">How many values at most.</param>
internal sealed class LruCache<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _byKey = new(capacity);
    private readonly LinkedList<(TKey Key, TValue Value)> _latestFirst = new();

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            if (!_byKey.TryGetValue(key, out var node))
            {
                value = default;
                return false;
            }

            _latestFirst.Remove(node);
            _latestFirst.AddFirst(node);
            value = node.Value.Value;
            return true;
        }
    }

    public void Set(TKey key, TValue value)
    {
        lock (_lock)
        {
            if (_byKey.Remove(key, out var old))
            {
                _latestFirst.Remove(old);
            }
            else if (_byKey.Count == capacity)
            {
                _byKey.Remove(_latestFirst.Last!.Value.Key);
                _latestFirst.RemoveLast();
            }

            _byKey.Add(key, _latestFirst.AddFirst((key, value)));
        }
    }
}
