using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Enterprise.Web.Security;

/// <summary>
/// Remembers from which address a token was used first, so that its use from a second one is noticed: it may have been stolen
/// (docs/security.md, S10). In memory only: 16 bytes of a hash and an address for each token, until it has expired. Where there are too
/// many, those that expire next are forgotten.
/// </summary>
/// <param name="most">The greatest number of tokens.</param>
internal sealed class TokenSightings(TimeProvider clock, int most = TokenSightings.Most)
{
    /// <summary>The greatest number of tokens that are remembered.</summary>
    public const int Most = 100_000;

    private readonly Lock _door = new();
    private readonly Dictionary<Guid, Sighting> _first = [];
    private readonly PriorityQueue<Guid, DateTimeOffset> _byEnd = new();

    /// <summary>How many tokens are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_door)
            {
                return _first.Count;
            }
        }
    }

    /// <summary>Notes the use of a valid token.</summary>
    /// <param name="end">When the token is refused from; it is forgotten then.</param>
    /// <returns>Whether it was used from another address first, and whether this is noticed for the first time.</returns>
    public (bool IsElsewhere, bool IsNew) See(string token, IPAddress address, DateTimeOffset end)
    {
        var (key, from) = (KeyOf(token), address.MapToIPv6());
        lock (_door)
        {
            Forget(clock.GetUtcNow());
            if (_first.TryGetValue(key, out var sighting))
            {
                var isElsewhere = !sighting.Address.Equals(from);
                var isNew = isElsewhere && !sighting.IsSaid;
                sighting.IsSaid |= isElsewhere;
                return (isElsewhere, isNew);
            }

            if (_first.Count == most)
            {
                _first.Remove(_byEnd.Dequeue());
            }

            _first.Add(key, new(from));
            _byEnd.Enqueue(key, end);
            return (false, false);
        }
    }

    /// <summary>Of what was signed: the last letter of a signature can be written in more than one way.</summary>
    private static Guid KeyOf(string token) =>
        new(SHA256.HashData(Encoding.ASCII.GetBytes(token, 0, token.LastIndexOf('.'))).AsSpan(0, 16));

    private void Forget(DateTimeOffset now)
    {
        while (_byEnd.TryPeek(out var key, out var end) && end <= now)
        {
            _byEnd.Dequeue();
            _first.Remove(key);
        }
    }

    private sealed class Sighting(IPAddress address)
    {
        public IPAddress Address { get; } = address;

        public bool IsSaid { get; set; }
    }
}
