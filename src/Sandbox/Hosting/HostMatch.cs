using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.Hosting;

/// <summary>Through which of the Sandbox's names a request came in.</summary>
internal enum Place
{
    /// <summary>Plain localhost: the Launchpad, with APIs and identity beside it.</summary>
    Root,

    /// <summary>An application of one tenant behind the gateway.</summary>
    Application,

    /// <summary>The identity service of one tenant, or <c>core</c>.</summary>
    Identity,

    /// <summary>The platform's APIs for backends.</summary>
    Gateway,

    /// <summary>The bar's script.</summary>
    Static,
}

/// <summary>The place, and whose it is: the tenant as the generation calls it, by name or by number.</summary>
internal sealed record HostMatch(Place Place, string Tenant = "", string Registration = "", Generation Generation = Generation.First);

/// <summary>Says at which places an endpoint answers; elsewhere it does not exist.</summary>
internal sealed record ServedAt(params Place[] Places);
