using System.Security.Cryptography;
using System.Text;

namespace Enterprise.VerifiableLog.Integrity;

/// <summary>
/// The tree over the ends of all chains. A leaf is keyed with its tenant's own secret, so that the tree without the secret does not reveal
/// which tenants are in it. Only what changed since the last root is computed again. Not for several threads.
/// </summary>
/// <param name="logSecret">The log's secret.</param>
internal sealed class HeadTree(byte[] logSecret)
{
    private readonly CanonicalText _text = new();
    private readonly SaltedHash _salted = new();
    private readonly MerkleTree _tree = new();
    private readonly Dictionary<string, End> _ends = new(StringComparer.Ordinal);
    private readonly List<End> _placed = [];
    private readonly HashSet<End> _changed = [];

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
    /// <param name="tenant">The tenant; empty for the chain of unauthenticated callers.</param>
    /// <returns>32 bytes.</returns>
    public byte[] SecretOf(string tenant) =>
        _ends.TryGetValue(tenant, out var end)
            ? end.Secret : HMACSHA256.HashData(logSecret, _text.Begin().Add("tenant").Add(tenant).AsSpan());

    /// <summary>Tells where a chain stands now.</summary>
    /// <param name="tenant">The tenant; empty for the chain of unauthenticated callers.</param>
    /// <param name="sequence">The number of its last entry.</param>
    /// <param name="hash">The hash of its last entry.</param>
    public void Set(string tenant, long sequence, byte[] hash)
    {
        if (!_ends.TryGetValue(tenant, out var end))
        {
            _ends[tenant] = end = new(tenant, SecretOf(tenant));
        }

        (end.Sequence, end.Hash) = (sequence, hash);
        _changed.Add(end);
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
        return _ends.TryGetValue(tenant, out var end) && end.Place is { } place ? (place, _tree.Path(place)) : null;
    }

    private void Settle()
    {
        var added = new List<End>();
        foreach (var end in _changed)
        {
            if (end.Place is { } place)
            {
                _tree.Set(place, Leaf(end));
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
            var place = ~_placed.BinarySearch(end, ByteOrder.Instance);
            _placed.Insert(place, end);
            _tree.Insert(place, Leaf(end));
        }

        for (var place = _placed.IndexOf(added[0]); place < _placed.Count; place++)
        {
            _placed[place].Place = place;
        }
    }

    /// <summary>
    /// The leaf of a chain's end: <c>SHA-256(00 ‖ HMAC-SHA256(secret of the tenant, tenant ‖ sequence ‖ hash))</c>.
    /// </summary>
    public static byte[] LeafOf(byte[] secret, string tenant, long sequence, byte[] hash) =>
        MerkleTree.Leaf(HMACSHA256.HashData(secret, new CanonicalText().Begin().Add(tenant).Add(sequence).Raw(hash).AsSpan()));

    private byte[] Leaf(End end) =>
        MerkleTree.Leaf(_salted.Of(end.Secret, _text.Begin().Add(end.Tenant).Add(end.Sequence).Raw(end.Hash).AsSpan()));

    /// <summary>The end of one chain.</summary>
    private sealed class End(string tenant, byte[] secret)
    {
        public string Tenant => tenant;

        public byte[] Secret => secret;

        public long Sequence { get; set; }

        public byte[] Hash { get; set; } = [];

        /// <summary>The place of its leaf, from 0; null as long as it has none.</summary>
        public int? Place { get; set; }
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
