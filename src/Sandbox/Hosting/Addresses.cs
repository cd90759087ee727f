using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.Hosting;

/// <summary>The names under which the one port answers.</summary>
/// <param name="options">Port, region and registrations.</param>
/// <param name="moves">Where each tenant is.</param>
public sealed class Addresses(SandboxOptions options, TenantMoves moves)
{
    private readonly string zone = $"{options.Region}.localhost";
    private readonly string applications = $"{options.Region}.app.localhost";
    private readonly string identities = $"{options.Region}.sws.localhost";

    /// <summary>Launchpad, and everything that has no name of its own.</summary>
    public Uri Root { get; } = new($"http://localhost:{options.Port}/");

    /// <summary>The platform's APIs as a backend calls them, first generation.</summary>
    public Uri Gateway { get; } = new($"http://gateway.{options.Region}.localhost:{options.Port}/");

    /// <summary>The platform's APIs as a backend calls them, second generation.</summary>
    public Uri SecondGateway { get; } = new($"http://api.{options.Region}.app.localhost:{options.Port}/");

    /// <summary>The origin of the bar's script.</summary>
    public Uri Static { get; } = new($"http://static.{options.Region}.localhost:{options.Port}/");

    /// <summary>
    /// The origin at which one tenant's people see the application at this moment: it is another one after the tenant was moved.
    /// </summary>
    /// <param name="tenant">The tenant's name.</param>
    /// <returns>The origin, with a trailing slash.</returns>
    public Uri Application(string tenant) => ApplicationOf(tenant, moves.Of(tenant));

    /// <summary>
    /// The origin of the application in one generation: <c>{tenant}-{app}-{provider}</c> or <c>{id}-{app}-{core tenant}</c> (both
    /// documented).
    /// </summary>
    /// <param name="tenant">The tenant's name.</param>
    /// <param name="generation">The generation.</param>
    /// <returns>The origin, with a trailing slash.</returns>
    public Uri ApplicationOf(string tenant, Generation generation) =>
        new($"http://{Label(tenant, generation)}-{options.Registration(generation)}."
            + $"{(generation == Generation.First ? zone : applications)}:{options.Port}/");

    /// <summary>The origin of one tenant's identity service of the first generation.</summary>
    /// <param name="tenant">The tenant's name, or <c>core</c>.</param>
    /// <returns>The origin, with a trailing slash.</returns>
    public Uri Identity(string tenant) => new($"http://{tenant}.piam.{zone}:{options.Port}/");

    /// <summary>The origin of one tenant's identity service of a generation.</summary>
    /// <param name="tenant">The tenant's name, or the label itself where it is no tenant's name.</param>
    /// <param name="generation">The generation.</param>
    /// <returns>The origin, with a trailing slash.</returns>
    public Uri IdentityOf(string tenant, Generation generation) =>
        generation == Generation.First ? Identity(tenant) : new($"http://{Label(tenant, generation)}.{identities}:{options.Port}/");

    /// <summary>What a host name of this port means.</summary>
    /// <param name="host">A host name without port.</param>
    /// <returns>The place, or null for a name that is none of the Sandbox's.</returns>
    internal HostMatch? Find(string host)
    {
        host = host.TrimEnd('.').ToLowerInvariant();
        return host is "localhost" or "127.0.0.1" or "[::1]" ? new HostMatch(Place.Root)
            : Below(applications) is { } name ? SecondApplication(name)
            : Below(identities) is { } id ? id.Contains('.', StringComparison.Ordinal) ? null
                : new HostMatch(Place.Identity, id, Generation: Generation.Second)
            : Below(zone) is { } first ? FindFirst(first)
            : null;

        string? Below(string parent) => host.EndsWith("." + parent, StringComparison.Ordinal) ? host[..^(parent.Length + 1)] : null;
    }

    private static HostMatch? FindFirst(string name) => name.Split('.') switch
    {
        ["gateway"] => new HostMatch(Place.Gateway),
        ["static"] => new HostMatch(Place.Static),
        [var tenant, "piam"] => new HostMatch(Place.Identity, tenant),
        [var label] when label.Split('-') is [var tenant, var app, var provider] =>
            new HostMatch(Place.Application, tenant, $"{app}-{provider}"),
        _ => null,
    };

    private static HostMatch? SecondApplication(string name) => name switch
    {
        "api" => new HostMatch(Place.Gateway, Generation: Generation.Second),
        _ when !name.Contains('.', StringComparison.Ordinal) && name.Split('-') is [var tenant, var app, var provider] =>
            new HostMatch(Place.Application, tenant, $"{app}-{provider}", Generation.Second),
        _ => null,
    };

    private static string Label(string tenant, Generation generation) => Tenant.Find(tenant)?.Label(generation) ?? tenant;
}
