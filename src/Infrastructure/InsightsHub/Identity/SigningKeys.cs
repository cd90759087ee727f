using Enterprise.Application.Tenancy;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Enterprise.Infrastructure.InsightsHub.Identity;

/// <summary>
/// Public keys of an identity provider, for all its tenants or for one: fetched in the background, and once more when a token names a key that is not among them.
/// However many such tokens arrive, there is one fetch at a time, and no more than the provider's limit allows; until the next one they are refused at once, and nothing is
/// kept of what they named, so that nothing grows. A fetch belongs to no request: one that gives up ends none, and none waits longer than a fetch may take.
/// A broken answer never replaces good keys; good keys that cannot be refreshed serve for a stated time and no longer. Times are measured, not read from the clock
/// on the wall, so that a clock that is set back or ahead neither stops the fetches nor makes good keys old.
/// </summary>
internal sealed partial class SigningKeys(Uri address, HttpClient http, TimeProvider clock, TimeSpan serve, RefetchLimit refetches, ILogger<SigningKeys> logger)
{
    /// <summary>The greatest size of an answer, in bytes.</summary>
    public const int MaxAnswer = 256 * 1024;

    private readonly Lock _gate = new();
    private volatile KeySet _keys = KeySet.None;
    private long? _lastFetch;
    private Task _fetch = Task.CompletedTask;

    /// <summary>How long ago the keys in use were fetched; null while there are none.</summary>
    public TimeSpan? Age => _keys.At is { } at ? clock.GetElapsedTime(at) : null;

    /// <summary>The key with that id, or null where the identity service has none such.</summary>
    /// <exception cref="TokenRefusedException">No keys are known, or they are too old, so that nothing can be said.</exception>
    public async ValueTask<RsaSecurityKey?> FindAsync(string id)
    {
        if (Fresh.TryGetValue(id, out var known))
        {
            return known;
        }

        await RefetchAsync();
        return Fresh.Count == 0
            ? throw new TokenRefusedException(TokenRefusal.IdentityUnavailable, "The identity service's keys are not known, or too old.")
            : Fresh.GetValueOrDefault(id);
    }

    /// <summary>Fetches the keys unless a fetch is under way, which is joined, or the last one began within the pause.</summary>
    public Task FetchAsync(TimeSpan pause)
    {
        lock (_gate)
        {
            return _fetch.IsCompleted && IsOver(pause, _lastFetch) ? Begin() : _fetch;
        }
    }

    /// <summary>
    /// The same because of a token: a regular fetch just before does not count, so that the first token after a rotation has the new keys fetched at once. The first
    /// fetch of all repeats nothing, so that each tenant's first token passes.
    /// </summary>
    private Task RefetchAsync()
    {
        lock (_gate)
        {
            return _fetch.IsCompleted && (_lastFetch is null || refetches.TryTake()) ? Begin() : _fetch;
        }
    }

    private Task Begin()
    {
        _lastFetch = clock.GetTimestamp();
        return _fetch = Task.Run(Fetch);
    }

    private bool IsOver(TimeSpan pause, long? since) => since is not { } begun || clock.GetElapsedTime(begun) >= pause;

    private IReadOnlyDictionary<string, RsaSecurityKey> Fresh
    {
        get
        {
            var keys = _keys;
            return keys.At is { } at && clock.GetElapsedTime(at) <= serve ? keys.ById : KeySet.None.ById;
        }
    }

    private async Task Fetch()
    {
        try
        {
            var answer = await http.GetByteArrayAsync(address);
            var keys = KeySetReader.Read(answer);
            _keys = new(keys, clock.GetTimestamp());
            KeysFetched(logger, address, keys.Count);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or FormatException)
        {
            KeysNotFetched(logger, address, fault.Message);
        }
    }

    private sealed record KeySet(IReadOnlyDictionary<string, RsaSecurityKey> ById, long? At)
    {
        public static readonly KeySet None = new(new Dictionary<string, RsaSecurityKey>(StringComparer.Ordinal), null);
    }
}
