using Enterprise.Application.Tenancy;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Enterprise.Infrastructure.InsightsHub.Identity;

/// <summary>
/// The public keys of one identity provider: fetched in the background, and once more when a token names a key that is not among them.
/// However many such tokens arrive, there is one fetch at a time and at most one in 30 seconds; nothing is kept of what they named, so that nothing grows.
/// A broken answer never replaces good keys; good keys that cannot be refreshed serve for a stated time and no longer.
/// </summary>
internal sealed partial class SigningKeys(Uri address, HttpClient http, TimeProvider clock, TimeSpan serve, ILogger<SigningKeys> logger)
{
    /// <summary>The least time between two fetches that tokens ask for.</summary>
    public static readonly TimeSpan FetchPause = TimeSpan.FromSeconds(30);

    /// <summary>The greatest size of an answer, in bytes.</summary>
    public const int MaxAnswer = 256 * 1024;

    private readonly Lock _gate = new();
    private volatile KeySet _keys = KeySet.None;
    private DateTimeOffset _lastAttempt = DateTimeOffset.MinValue;
    private Task _fetch = Task.CompletedTask;

    /// <summary>When the keys in use were fetched, in UTC; null while there are none.</summary>
    public DateTimeOffset? FetchedAt => _keys.At;

    /// <summary>The key with that id, or null where the identity service has none such.</summary>
    /// <exception cref="TokenRefusedException">No keys are known, or they are too old, so that nothing can be said.</exception>
    public async ValueTask<RsaSecurityKey?> FindAsync(string id)
    {
        if (Fresh.TryGetValue(id, out var known))
        {
            return known;
        }

        await FetchAsync(FetchPause);
        return Fresh.Count == 0
            ? throw new TokenRefusedException(TokenRefusal.IdentityUnavailable, "The identity service's keys are not known, or too old.")
            : Fresh.GetValueOrDefault(id);
    }

    /// <summary>Fetches the keys unless a fetch is under way, which is joined, or the last attempt is younger than the pause.</summary>
    public Task FetchAsync(TimeSpan pause)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (_fetch.IsCompleted && now - _lastAttempt >= pause)
            {
                _lastAttempt = now;
                _fetch = Task.Run(Fetch);
            }

            return _fetch;
        }
    }

    private IReadOnlyDictionary<string, RsaSecurityKey> Fresh
    {
        get
        {
            var keys = _keys;
            return keys.At is { } at && clock.GetUtcNow() - at <= serve ? keys.ById : KeySet.None.ById;
        }
    }

    private async Task Fetch()
    {
        try
        {
            var answer = await http.GetByteArrayAsync(address);
            var keys = KeySetReader.Read(answer);
            _keys = new(keys, clock.GetUtcNow());
            KeysFetched(logger, address, keys.Count);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or FormatException)
        {
            KeysNotFetched(logger, address, fault.Message);
        }
    }

    private sealed record KeySet(IReadOnlyDictionary<string, RsaSecurityKey> ById, DateTimeOffset? At)
    {
        public static readonly KeySet None = new(new Dictionary<string, RsaSecurityKey>(StringComparer.Ordinal), null);
    }
}
