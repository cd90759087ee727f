namespace Enterprise.Sandbox;

/// <summary>
/// How the Sandbox behaves. Every member has a default. Where the platform's documentation leaves something open, the member says so:
/// its default is then a choice, not a fact.
/// </summary>
public sealed record SandboxOptions
{
    /// <summary>The one port of the Sandbox, on 127.0.0.1 and ::1 only. 1 to 65535; default 5080.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>
    /// The origin of the application behind the gateway, on this machine; null builds and starts the Web project of this repository.
    /// </summary>
    public Uri? App { get; init; }

    /// <summary>The number that the asset data is made from: the same number gives the same assets, ids included.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The region label in host names. Default <c>eu1</c>.</summary>
    public string Region { get; init; } = "eu1";

    /// <summary>The tenant that registered the application, the last part of its host label. Default <c>sandbox</c>.</summary>
    public string ProviderTenant { get; init; } = "sandbox";

    /// <summary>
    /// The core tenant of the second generation: it stands in the names of its applications and APIs. Default <c>1000001700</c> (documented
    /// for region eu1).
    /// </summary>
    public string CoreTenant { get; init; } = "1000001700";

    /// <summary>
    /// Sends the second generation's tenant claim as a JSON number. Documented is a number of ten digits, not its form in JSON; by default
    /// it is a string.
    /// </summary>
    public bool TenantAsNumber { get; init; }

    /// <summary>The internal name of the registered application: host label and prefix of its scopes. Default <c>assets</c>.</summary>
    public string AppName { get; init; } = "assets";

    /// <summary>The application's display name, on the Launchpad's tile and in the bar.</summary>
    public string AppTitle { get; init; } = "Asset explorer";

    /// <summary>Idle time after which the session of one application host ends. Documented by the platform: 30 minutes.</summary>
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Time after which people must sign in again, however active they are. Documented by the platform: 12 hours.</summary>
    public TimeSpan SessionMax { get; init; } = TimeSpan.FromHours(12);

    /// <summary>
    /// Time without a byte from the application after which the gateway answers 504. Not known of the platform; default 100 seconds.
    /// </summary>
    public TimeSpan ApplicationTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// Lifetime of every token at the start. 30 minutes were observed for technical tokens; for user tokens it is inferred.
    /// </summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Lifetime of the one-time code of the sign-in flow. Not known of the platform; default 60 seconds.</summary>
    public TimeSpan CodeLifetime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Answers 403 at the gateway to a person without any scope of the application. Not known of the platform; by default the request is
    /// forwarded, so that the application has to explain.
    /// </summary>
    public bool BlockWithoutScope { get; init; }

    /// <summary>
    /// Redirects a script's request without a session to the sign-in, instead of answering 401. Both were seen on the platform.
    /// </summary>
    public bool RedirectScripts { get; init; }

    /// <summary>
    /// Accepts the form field <c>_csrf</c> in place of the header <c>x-xsrf-token</c>. Not known of the platform; refused by default.
    /// </summary>
    public bool AcceptCsrfField { get; init; }

    /// <summary>Passes the gateway's own cookies on to the application. Not known of the platform; they are kept back by default.</summary>
    public bool PassGatewayCookies { get; init; }

    /// <summary>
    /// Adds <c>X-Forwarded-Proto</c> and <c>X-Forwarded-For</c> to the <c>X-Forwarded-Host</c> that was seen on the platform. Not known;
    /// left out by default.
    /// </summary>
    public bool ForwardedExtras { get; init; }

    /// <summary>Adds <c>traceparent</c> to forwarded requests. Not known of the platform; left out by default.</summary>
    public bool AddTraceparent { get; init; }

    /// <summary>
    /// Gives a tenant's root the id of a parent that is in no list, as one public application expects. By default it has none, as the
    /// platform's own command line client needs. The sources contradict each other.
    /// </summary>
    public bool RootHasParent { get; init; }

    /// <summary>Which reads carry an <c>ETag</c>. Not known of the platform; default all of them.</summary>
    public ETagMode ETags { get; init; }

    /// <summary>Writes the value of <c>ETag</c> without quotes. Not known of the platform; quoted by default, as HTTP demands.</summary>
    public bool BareETags { get; init; }

    /// <summary>
    /// Quality codes 1 (uncertain) and 2 (bad) instead of the severities of OPC UA. The platform documents 0 (good) only.
    /// </summary>
    public bool SmallQualityCodes { get; init; }

    /// <summary>
    /// Refuses pages of more than 200 items with 400. The platform recommends at most 200; what it does with more is not known.
    /// </summary>
    public bool RefuseLargePages { get; init; }

    /// <summary>
    /// Hides the assets of one area from everyone except administrators, as a policy of the platform can. Documented: the action
    /// <c>mdsp:core:assetmanagement:asset:read</c> on single assets. Not known: the answers. Here lists leave them out and a single read is
    /// 403.
    /// </summary>
    public bool Policies { get; init; }

    /// <summary>
    /// The limits on requests to the asset API, or null for none. <see cref="RequestLimits.Documented"/> holds the documented ones.
    /// </summary>
    public RequestLimits? Limits { get; init; }

    /// <summary>Replaces a Content-Security-Policy of the application by the registration's. Not known; by default both are sent.</summary>
    public bool ReplacePolicy { get; init; }

    /// <summary>
    /// Largest sum of a request's header names and values in bytes; more is answered with 431. 10 KB is documented for the newer gateway
    /// only.
    /// </summary>
    public long MaxHeaderBytes { get; init; } = 10 * 1024;

    /// <summary>Largest request body in bytes; more is answered with 413. 10 MB is documented for the newer gateway only.</summary>
    public long MaxBodyBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>
    /// How long identity takes to answer while it is switched to be slow. A choice: longer than the three seconds a client should wait.
    /// </summary>
    public TimeSpan SlowAnswer { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Makes the data of all tenants right after the start, instead of at the first request for each.</summary>
    public bool WarmUp { get; init; } = true;

    /// <summary>Where the Sandbox writes its notes to the developer; null for standard error.</summary>
    public TextWriter? Notes { get; init; }

    /// <summary>The clock of sessions, codes and tokens.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// The application as a generation knows it: <c>{app}-{provider}</c> in host names and in the claim <c>cid</c> (documented for both).
    /// </summary>
    internal string Registration(Identity.Generation generation) =>
        $"{AppName}-{(generation == Identity.Generation.First ? ProviderTenant : CoreTenant)}";
}

/// <summary>Which reads carry an <c>ETag</c>.</summary>
public enum ETagMode
{
    /// <summary>Single reads and lists.</summary>
    All,

    /// <summary>Single reads only.</summary>
    Single,

    /// <summary>No read.</summary>
    None,
}

/// <summary>How many requests a tenant may send to one list; more are answered with 429.</summary>
/// <param name="AssetsPerMinute">To <c>GET /assets</c>, in a minute.</param>
/// <param name="AssetsPerHour">To <c>GET /assets</c>, in an hour.</param>
/// <param name="AspectTypesPerMinute">To <c>GET /aspecttypes</c>, in a minute.</param>
/// <param name="AspectTypesPerHour">To <c>GET /aspecttypes</c>, in an hour.</param>
public sealed record RequestLimits(int AssetsPerMinute, int AssetsPerHour, int AspectTypesPerMinute, int AspectTypesPerHour)
{
    /// <summary>The documented limits of tenants of the sizes XS, S and M.</summary>
    public static RequestLimits Documented { get; } = new(4000, 17_820, 1485, 17_820);
}
