using System.Collections.Concurrent;

namespace Enterprise.Sandbox.AssetManagement;

/// <summary>
/// The documented limits on requests, where they are switched on: for each tenant and list, in fixed windows of a minute and an hour.
/// How the platform measures its windows is not known, and no header on its 429 was found: none is sent.
/// </summary>
internal sealed class RequestLimiter(SandboxOptions options)
{
    private readonly ConcurrentDictionary<(string Tenant, string List, bool IsHour), Window> windows = new();

    /// <summary>Counts a request.</summary>
    /// <exception cref="ApiException">It is one too many.</exception>
    public void Count(string tenant, PathString path)
    {
        if (options.Limits is not { } limits)
        {
            return;
        }

        switch (path.Value?.TrimEnd('/'))
        {
            case AssetManagementApi.BasePath + "/assets":
                Count(tenant, "assets", limits.AssetsPerMinute, limits.AssetsPerHour);
                break;
            case AssetManagementApi.BasePath + "/aspecttypes":
                Count(tenant, "aspecttypes", limits.AspectTypesPerMinute, limits.AspectTypesPerHour);
                break;
        }
    }

    private void Count(string tenant, string list, int perMinute, int perHour)
    {
        var now = options.Clock.GetUtcNow();
        var minute = windows.GetOrAdd((tenant, list, false), _ => new()).Count(now.ToUnixTimeSeconds() / 60);
        var hour = windows.GetOrAdd((tenant, list, true), _ => new()).Count(now.ToUnixTimeSeconds() / 3600);
        if (minute > perMinute || hour > perHour)
        {
            throw ApiException.TooManyRequests();
        }
    }

    private sealed class Window
    {
        private readonly Lock gate = new();
        private long number;
        private int requests;

        public int Count(long current)
        {
            lock (gate)
            {
                (number, requests) = current == number ? (number, requests + 1) : (current, 1);
                return requests;
            }
        }
    }
}
