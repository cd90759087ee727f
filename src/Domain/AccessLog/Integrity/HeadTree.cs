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
    private readonly List<string> _tenants = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _secrets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Sequence, byte[] Hash)> _changed = new(StringComparer.Ordinal);

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
    public byte[] SecretOf(string tenant)
    {
        if (!_secrets.TryGetValue(tenant, out var secret))
        {
            _secrets[tenant] = secret = HMACSHA256.HashData(logSecret, _text.Begin().Add("tenant").Add(tenant).AsSpan());
        }

        return secret;
    }

    /// <summary>Tells where a chain stands now.</summary>
    /// <param name="tenant">The tenant; empty for the strangers' chain.</param>
    /// <param name="sequence">The number of its last entry.</param>
    /// <param name="hash">The hash of its last entry.</param>
    public void Set(string tenant, long sequence, byte[] hash) => _changed[tenant] = (sequence, hash);

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
        return _places.TryGetValue(tenant, out var place) ? (place, _tree.Path(place)) : null;
    }

    private void Settle()
    {
        var added = new List<string>();
        foreach (var (tenant, head) in _changed)
        {
            if (_places.TryGetValue(tenant, out var place))
            {
                _tree.Set(place, Leaf(tenant, head));
            }
            else
            {
                added.Add(tenant);
            }
        }

        if (added.Count > 0)
        {
            Insert(added);
        }

        _changed.Clear();
    }

    private void Insert(List<string> added)
    {
        added.Sort(ByteOrder.Instance);
        foreach (var tenant in added)
        {
            var place = ~_tenants.BinarySearch(tenant, ByteOrder.Instance);
            _tenants.Insert(place, tenant);
            _tree.Insert(place, Leaf(tenant, _changed[tenant]));
        }

        for (var place = _tenants.BinarySearch(added[0], ByteOrder.Instance); place < _tenants.Count; place++)
        {
            _places[_tenants[place]] = place;
        }
    }

    private byte[] Leaf(string tenant, (long Sequence, byte[] Hash) head) =>
        MerkleTree.Leaf(_salted.Of(SecretOf(tenant), _text.Begin().Add(tenant).Add(head.Sequence).Raw(head.Hash).AsSpan()));

    private sealed class ByteOrder : IComparer<string>
    {
        public static readonly ByteOrder Instance = new();

        public int Compare(string? x, string? y) => Ascii.IsValid(x) && Ascii.IsValid(y)
            ? string.CompareOrdinal(x, y)
            : Encoding.UTF8.GetBytes(x ?? string.Empty).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y ?? string.Empty));
    }
}
