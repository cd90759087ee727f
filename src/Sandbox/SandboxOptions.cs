namespace Enterprise.Sandbox;

/// <summary>
/// How the stand-in behaves. Every member has a default, and every member that stands for something the platform's documentation
/// leaves open says so: the default is then a choice, not a fact.
/// </summary>
public sealed record SandboxOptions
{
    /// <summary>The one port of the stand-in, on 127.0.0.1 and ::1 only. 1 to 65535; default 5080.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>The origin of the application behind the gateway, on this machine; null builds and starts the Web project of this repository.</summary>
    public Uri? App { get; init; }

    /// <summary>The number that the asset data is made from: the same number gives the same assets, ids included.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The region label in host names. Default <c>eu1</c>.</summary>
    public string Region { get; init; } = "eu1";

    /// <summary>The tenant that registered the application, the last part of its host label. Default <c>sandbox</c>.</summary>
    public string ProviderTenant { get; init; } = "sandbox";

    /// <summary>
    /// The core tenant of the second generation: it stands in the names of its applications and APIs. Default <c>1000001700</c> (documented for region eu1).
    /// </summary>
    public string CoreTenant { get; init; } = "1000001700";

    /// <summary>
    /// Sends the second generation's tenant claim as a JSON number. Documented is a number of ten digits, not its form in JSON; by default it is a string.
    /// </summary>
    public bool TenantAsNumber { get; init; }

    /// <summary>The internal name of the registered application: host label and prefix of its scopes. Default <c>assets</c>.</summary>
    public string AppName { get; init; } = "assets";

    /// <summary>The application's display name, on the Launchpad's tile and in the bar.</summary>
    public string AppTitle { get; init; } = "Asset explorer";

    /// <summary>Idle time after which the session of one application host ends. Documented by the platform: 30 minutes.</summary>
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Time after which everybody has to sign in again, however active. Documented by the platform: 12 hours.</summary>
    public TimeSpan SessionMax { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Lifetime of every token. 30 minutes were observed for technical tokens; for user tokens it is inferred.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Lifetime of the one-time code of the sign-in flow. Not known of the platform; default 60 seconds.</summary>
    public TimeSpan CodeLifetime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Answers 403 at the gateway to a person without any scope of the application. Not known of the platform;
    /// by default the request is forwarded, so that the application has to explain.
    /// </summary>
    public bool BlockWithoutScope { get; init; }

    /// <summary>Redirects a script's request without a session to the sign-in, instead of answering 401. Both were seen on the platform.</summary>
    public bool RedirectScripts { get; init; }

    /// <summary>Accepts the form field <c>_csrf</c> in place of the header <c>x-xsrf-token</c>. Not known of the platform; refused by default.</summary>
    public bool AcceptCsrfField { get; init; }

    /// <summary>Passes the gateway's own cookies on to the application. Not known of the platform; they are kept back by default.</summary>
    public bool PassGatewayCookies { get; init; }

    /// <summary>
    /// Adds <c>X-Forwarded-Proto</c> and <c>X-Forwarded-For</c> to the <c>X-Forwarded-Host</c> that was seen on the platform. Not known; left out by default.
    /// </summary>
    public bool ForwardedExtras { get; init; }

    /// <summary>Replaces a Content-Security-Policy of the application by the registration's. Not known; by default both are sent.</summary>
    public bool ReplacePolicy { get; init; }

    /// <summary>Largest sum of a request's header names and values in bytes; more is answered with 431. 10 KB is documented for the newer gateway only.</summary>
    public long MaxHeaderBytes { get; init; } = 10 * 1024;

    /// <summary>Largest request body in bytes; more is answered with 413. 10 MB is documented for the newer gateway only.</summary>
    public long MaxBodyBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>How long identity takes to answer while it is switched to be slow. A choice: longer than the three seconds a client should wait.</summary>
    public TimeSpan SlowAnswer { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The clock of sessions, codes and tokens.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The application as a generation knows it: <c>{app}-{provider}</c> in host names and in the claim <c>cid</c> (documented for both).</summary>
    internal string Registration(Identity.Generation generation) =>
        $"{AppName}-{(generation == Identity.Generation.First ? ProviderTenant : CoreTenant)}";
}
