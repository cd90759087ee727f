using System.Security.Cryptography;

namespace Enterprise.VerifiableLog.Integrity;

/// <summary>
/// A Merkle tree as RFC 6962 defines it: a leaf is <c>SHA-256(0x00 ‖ data)</c>, a node <c>SHA-256(0x01 ‖ left ‖ right)</c>, split at the
/// greatest power of two below the number of leaves. A changed leaf costs one path; a new leaf in between costs all nodes to its right. Not
/// for several threads.
/// </summary>
internal sealed class MerkleTree
{
    private readonly List<List<byte[]>> _levels = [[]];
    private readonly HashSet<int> _changed = [];
    private int _rebuildFrom = int.MaxValue;

    /// <summary>The number of leaves.</summary>
    public int Count => _levels[0].Count;

    /// <summary>The hash of a leaf.</summary>
    /// <param name="data">What the leaf holds.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] Leaf(ReadOnlySpan<byte> data)
    {
        Span<byte> bytes = data.Length < 64 ? stackalloc byte[1 + data.Length] : new byte[1 + data.Length];
        bytes[0] = 0;
        data.CopyTo(bytes[1..]);
        return Sha256.Of(bytes);
    }

    /// <summary>Puts another leaf in a place.</summary>
    /// <param name="index">The place, from 0.</param>
    /// <param name="leaf">The leaf's hash.</param>
    public void Set(int index, byte[] leaf)
    {
        _levels[0][index] = leaf;
        _changed.Add(index);
    }

    /// <summary>Adds a leaf before another, or at the end.</summary>
    /// <param name="index">Its place, from 0 to <see cref="Count"/>.</param>
    /// <param name="leaf">The leaf's hash.</param>
    public void Insert(int index, byte[] leaf)
    {
        _levels[0].Insert(index, leaf);
        _rebuildFrom = Math.Min(_rebuildFrom, index);
    }

    /// <summary>The root; of no leaves the SHA-256 of nothing.</summary>
    /// <returns>32 bytes.</returns>
    public byte[] Root()
    {
        Settle();
        return Count == 0 ? Sha256.Of([]) : _levels[^1][0];
    }

    /// <summary>The hashes beside the way from a leaf to the root, lowest first.</summary>
    /// <param name="index">The leaf's place, from 0.</param>
    /// <returns>At most log2 of the number of leaves.</returns>
    public IReadOnlyList<byte[]> Path(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        Settle();
        var path = new List<byte[]>();
        foreach (var level in _levels)
        {
            var beside = index ^ 1;
            if (beside < level.Count)
            {
                path.Add(level[beside]);
            }

            index /= 2;
        }

        return path;
    }

    /// <summary>The root that a leaf and its path lead to.</summary>
    /// <param name="leaf">The leaf's hash.</param>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="leaves">The number of leaves.</param>
    /// <param name="path">The path, lowest first.</param>
    /// <returns>32 bytes, or null where the path has not the length that it must have.</returns>
    public static byte[]? RootOf(byte[] leaf, int index, int leaves, IReadOnlyList<byte[]> path)
    {
        if (index < 0 || index >= leaves)
        {
            return null;
        }

        var (hash, used) = (leaf, 0);
        for (var (place, last) = (index, leaves - 1); last > 0; place /= 2, last /= 2)
        {
            if (place == last && place % 2 == 0)
            {
                continue;
            }

            if (used == path.Count)
            {
                return null;
            }

            hash = place % 2 == 0 ? Node(hash, path[used]) : Node(path[used], hash);
            used++;
        }

        return used == path.Count ? hash : null;
    }

    private void Settle()
    {
        var from = Math.Min(_rebuildFrom, Count);
        List<int> changed = [.. _changed.Where(index => index < from).Order(), .. Enumerable.Range(from, Count - from)];
        for (var height = 0; _levels[height].Count > 1; height++)
        {
            var below = _levels[height];
            if (_levels.Count == height + 1)
            {
                _levels.Add([]);
            }

            var level = _levels[height + 1];
            var above = new List<int>();
            foreach (var parent in changed.Select(index => index / 2))
            {
                if (above.Count > 0 && above[^1] == parent)
                {
                    continue;
                }

                var left = below[2 * parent];
                var node = (2 * parent) + 1 < below.Count ? Node(left, below[(2 * parent) + 1]) : left;
                if (parent < level.Count)
                {
                    level[parent] = node;
                }
                else
                {
                    level.Add(node);
                }

                above.Add(parent);
            }

            changed = above;
        }

        _changed.Clear();
        _rebuildFrom = int.MaxValue;
    }

    private static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> both = stackalloc byte[1 + (2 * SHA256.HashSizeInBytes)];
        both[0] = 1;
        left.CopyTo(both[1..]);
        right.CopyTo(both[(1 + SHA256.HashSizeInBytes)..]);
        return Sha256.Of(both);
    }
}
