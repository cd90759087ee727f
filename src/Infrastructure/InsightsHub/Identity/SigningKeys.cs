using Enterprise.Application.Background;
using Enterprise.Application.Tenancy;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Enterprise.Infrastructure.InsightsHub.Identity;

/// <summary>
/// Public keys of an identity provider, for all its tenants or for one: fetched in the background, and out of turn when a token names a key
/// that is not among them. There is one fetch at a time, and no more out of turn than the provider's limit allows. Nothing is kept of
/// what tokens name, so that nothing grows. A fetch belongs to no request: a request that is aborted ends none. A failed fetch never
/// replaces good keys, which serve for a stated time. Times are measured, not read from the wall clock, so that a clock that is set back
/// or ahead neither stops the fetches nor makes good keys old.
/// </summary>
internal sealed partial class SigningKeys(
    Uri address, HttpClient http, BackgroundWork work, TimeProvider clock, TimeSpan serve, RefetchLimit refetches,
    ILogger<SigningKeys> logger)
{
    /// <summary>The greatest size of an answer, in bytes.</summary>
    public const int MaxAnswer = 256 * 1024;

    private static readonly TimeSpan RegularPause = TimeSpan.FromMinutes(2);

    /// <summary>Less than <see cref="KeyRefresher.Round"/>, so that each round retries.</summary>
    private static readonly TimeSpan PauseWithoutKeys = KeyRefresher.Round - TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private volatile KeySet _keys = KeySet.None;
    private volatile KeyFetchFault? _fault;
    private volatile Fetch _fetch = new(0, Task.FromResult(false));
    private long _begun;

    /// <summary>Where the keys are fetched from.</summary>
    public Uri Address => address;

    /// <summary>Whether there are keys that are not too old.</summary>
    public bool IsUsable => Usable.Count > 0;

    /// <summary>Whether the keys were ever fetched.</summary>
    public bool WasFetched => _keys.At is not null;

    /// <summary>Why the latest fetch failed; null where it did not.</summary>
    public KeyFetchFault? Fault => _fault;

    /// <summary>The key with that id; null where a key set does not contain it whose fetch began after the call and succeeded.</summary>
    /// <exception cref="TokenRefusedException">Whether there is such a key cannot be told now.</exception>
    public async ValueTask<RsaSecurityKey?> FindAsync(string id)
    {
        var arrived = _fetch.Number;
        if (Usable.TryGetValue(id, out var key))
        {
            return key;
        }

        // Twice at most: a fetch that was under way may have asked before the key was there.
        for (var fetch = FetchAfter(arrived); fetch is not null && await fetch.IsRead; fetch = FetchAfter(arrived))
        {
            if (Usable.TryGetValue(id, out key) || fetch.Number > arrived)
            {
                return key;
            }
        }

        throw new TokenRefusedException(TokenRefusal.IdentityUnavailable, "The key that the token names cannot be looked up now.")
        {
            RetryAfter = !IsUsable ? KeyRefresher.Round : refetches.WaitOf(this) is var wait && wait < RegularPause ? wait : RegularPause,
        };
    }

    /// <summary>Begins the regular fetch when it is due: every 2 minutes, and every 5 seconds while there are no usable keys.</summary>
    public void FetchIfDue()
    {
        var pause = IsUsable ? RegularPause : PauseWithoutKeys;
        lock (_gate)
        {
            if (_fetch.IsRead.IsCompleted && (_fetch.Number == 0 || clock.GetElapsedTime(_begun) >= pause))
            {
                Begin();
            }
        }
    }

    /// <summary>Begins a fetch unless one is under way.</summary>
    public void FetchNow()
    {
        lock (_gate)
        {
            if (_fetch.IsRead.IsCompleted)
            {
                Begin();
            }
        }
    }

    /// <summary>A fetch under way or later than the given one, begun where the limit allows it; null where it has to wait.</summary>
    private Fetch? FetchAfter(int arrived)
    {
        if (Current(arrived) is { } current)
        {
            return current;
        }

        if (!IsUsable)
        {
            return null;
        }

        refetches.Ask(this);
        refetches.Next()?.FetchNow();
        return Current(arrived);
    }

    /// <summary>The first fetch of all is not limited, so that the first token of each tenant passes.</summary>
    private Fetch? Current(int arrived)
    {
        lock (_gate)
        {
            return _fetch.Number > arrived || !_fetch.IsRead.IsCompleted ? _fetch : _fetch.Number == 0 ? Begin() : null;
        }
    }

    private Fetch Begin()
    {
        refetches.Remove(this);
        _begun = clock.GetTimestamp();
        return _fetch = new(_fetch.Number + 1, ReadAsync());
    }

    private IReadOnlyDictionary<string, RsaSecurityKey> Usable
    {
        get
        {
            var keys = _keys;
            return keys.At is { } at && clock.GetElapsedTime(at) <= serve ? keys.ById : KeySet.None.ById;
        }
    }

    private async Task<bool> ReadAsync()
    {
        var isRead = false;
        await work.RunOnceAsync("identity key fetch", async () => isRead = await FetchAsync(), Fail);
        return isRead;
    }

    /// <summary>Any exception is a failed fetch, and known keys stay: decoders throw more types than are documented.</summary>
    private async Task<bool> FetchAsync()
    {
        try
        {
            var keys = KeySetReader.Read(await http.GetByteArrayAsync(address));
            _keys = new(keys, clock.GetTimestamp());
            _fault = null;
            KeysFetched(logger, address, keys.Count);
            return true;
        }
        catch (Exception exception)
        {
            Fail(exception);
            return false;
        }
    }

    private void Fail(Exception exception)
    {
        var fault = new KeyFetchFault(KeyFetchFault.CauseOf(exception), _fault?.Since ?? clock.GetUtcNow());
        _fault = fault;
        if (IsUsable)
        {
            refetches.Ask(this);
        }

        KeysNotFetched(logger, address, fault.Cause);
    }

    private sealed record KeySet(IReadOnlyDictionary<string, RsaSecurityKey> ById, long? At)
    {
        public static readonly KeySet None = new(new Dictionary<string, RsaSecurityKey>(StringComparer.Ordinal), null);
    }

    /// <summary>A fetch, numbered in the order of their beginnings, and whether it brought a key set.</summary>
    private sealed record Fetch(int Number, Task<bool> IsRead);
}
