namespace Enterprise.Sandbox.Hosting;

/// <summary>The names under which the one port answers.</summary>
/// <param name="options">Port, region and registration.</param>
public sealed class Addresses(SandboxOptions options)
{
    private readonly string zone = $"{options.Region}.localhost";

    /// <summary>Launchpad, and everything that has no name of its own.</summary>
    public Uri Root { get; } = new($"http://localhost:{options.Port}/");

    /// <summary>The platform's APIs as a backend calls them.</summary>
    public Uri Gateway { get; } = new($"http://gateway.{options.Region}.localhost:{options.Port}/");

    /// <summary>The origin of the bar's script.</summary>
    public Uri Static { get; } = new($"http://static.{options.Region}.localhost:{options.Port}/");

    /// <summary>The origin at which one tenant's people see the application: <c>{tenant}-{app}-{provider}</c> (documented by the platform).</summary>
    /// <param name="tenant">The tenant's name.</param>
    /// <returns>The origin, with a trailing slash.</returns>
    public Uri Application(string tenant) => new($"http://{tenant}-{options.AppName}-{options.ProviderTenant}.{zone}:{options.Port}/");

    /// <summary>The origin of one tenant's identity service.</summary>
    /// <param name="tenant">The tenant's name, or <c>core</c>.</param>
    /// <returns>The origin, with a trailing slash.</returns>
    public Uri Identity(string tenant) => new($"http://{tenant}.piam.{zone}:{options.Port}/");

    /// <summary>What a host name of this port means.</summary>
    /// <param name="host">A host name without port.</param>
    /// <returns>The place, or null for a name that is none of the stand-in's.</returns>
    internal Door? Find(string host)
    {
        host = host.TrimEnd('.').ToLowerInvariant();
        if (host is "localhost" or "127.0.0.1" or "[::1]")
        {
            return new Door(Place.Root);
        }

        if (!host.EndsWith("." + zone, StringComparison.Ordinal))
        {
            return null;
        }

        return host[..^(zone.Length + 1)].Split('.') switch
        {
            ["gateway"] => new Door(Place.Gateway),
            ["static"] => new Door(Place.Static),
            [var tenant, "piam"] => new Door(Place.Identity, tenant),
            [var label] when label.Split('-') is [var tenant, var app, var provider] => new Door(Place.Application, tenant, $"{app}-{provider}"),
            _ => null,
        };
    }
}
