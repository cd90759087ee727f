using System.Security.Cryptography;
using System.Text;

namespace Enterprise.Domain.AccessLog.Integrity;

/// <summary>
/// The tree over the ends of all chains. A leaf is keyed with its tenant's own secret, so that whoever knows the tree but not the secret cannot guess who is
/// in it. Only what changed since the last root is reckoned again. Not for several threads.
/// </summary>
/// <param name="logSecret">The log's secret.</param>
public sealed class HeadTree(byte[] logSecret)
{
    private readonly CanonicalText _text = new();
    private readonly SaltedHash _salted = new();
    private readonly MerkleTree _tree = new();
    private readonly Dictionary<string, End> _ends = new(StringComparer.Ordinal);
    private readonly List<End> _placed = [];
    private readonly List<End> _changed = [];

    /// <summary>The number of chains.</summary>
    public int Count
    {
        get
        {
            Settle();
            return _tree.Count;
        }
    }

    /// <summary>A tenant's secret: <c>HMAC-SHA256(log secret, "tenant" ‖ tenant)</c>.</summary>
    /// <param name="tenant">The tenant; empty for the strangers' chain.</param>
    /// <returns>32 bytes.</returns>
    public byte[] SecretOf(string tenant) =>
        _ends.TryGetValue(tenant, out var end) ? end.Secret : HMACSHA256.HashData(logSecret, _text.Begin().Add("tenant").Add(tenant).AsSpan());

    /// <summary>Tells where a chain stands now.</summary>
    /// <param name="tenant">The tenant; empty for the strangers' chain.</param>
    /// <param name="sequence">The number of its last entry.</param>
    /// <param name="hash">The hash of its last entry.</param>
    public void Set(string tenant, long sequence, byte[] hash)
    {
        if (!_ends.TryGetValue(tenant, out var end))
        {
            _ends[tenant] = end = new(tenant, SecretOf(tenant));
        }

        if (!end.IsChanged)
        {
            _changed.Add(end);
        }

        (end.Sequence, end.Hash, end.IsChanged) = (sequence, hash, true);
    }

    /// <summary>The root over all chains as they stand.</summary>
    /// <returns>32 bytes.</returns>
    public byte[] Root()
    {
        Settle();
        return _tree.Root();
    }

    /// <summary>The place of a tenant's leaf and its path.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <returns>The place from 0 and the path lowest first; null where the tenant has no chain.</returns>
    public (int Index, IReadOnlyList<byte[]> Path)? PathOf(string tenant)
    {
        Settle();
        return _ends.TryGetValue(tenant, out var end) ? (end.Place, _tree.Path(end.Place)) : null;
    }

    private void Settle()
    {
        var added = new List<End>();
        foreach (var end in _changed)
        {
            end.IsChanged = false;
            if (end.IsPlaced)
            {
                _tree.Set(end.Place, Leaf(end));
            }
            else
            {
                added.Add(end);
            }
        }

        _changed.Clear();
        if (added.Count > 0)
        {
            Insert(added);
        }
    }

    private void Insert(List<End> added)
    {
        added.Sort(ByteOrder.Instance);
        foreach (var end in added)
        {
            (end.Place, end.IsPlaced) = (~_placed.BinarySearch(end, ByteOrder.Instance), true);
            _placed.Insert(end.Place, end);
            _tree.Insert(end.Place, Leaf(end));
        }

        for (var place = added[0].Place; place < _placed.Count; place++)
        {
            _placed[place].Place = place;
        }
    }

    private byte[] Leaf(End end) => MerkleTree.Leaf(_salted.Of(end.Secret, _text.Begin().Add(end.Tenant).Add(end.Sequence).Raw(end.Hash).AsSpan()));

    /// <summary>The end of one chain.</summary>
    private sealed class End(string tenant, byte[] secret)
    {
        public string Tenant => tenant;

        public byte[] Secret => secret;

        public long Sequence { get; set; }

        public byte[] Hash { get; set; } = [];

        /// <summary>Whether its leaf is older than it is.</summary>
        public bool IsChanged { get; set; }

        /// <summary>Whether it has a leaf.</summary>
        public bool IsPlaced { get; set; }

        /// <summary>The place of its leaf, from 0.</summary>
        public int Place { get; set; }
    }

    private sealed class ByteOrder : IComparer<End>
    {
        public static readonly ByteOrder Instance = new();

        public int Compare(End? x, End? y) => Compare(x?.Tenant, y?.Tenant);

        private static int Compare(string? x, string? y) => Ascii.IsValid(x) && Ascii.IsValid(y)
            ? string.CompareOrdinal(x, y)
            : Encoding.UTF8.GetBytes(x ?? string.Empty).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y ?? string.Empty));
    }
}
