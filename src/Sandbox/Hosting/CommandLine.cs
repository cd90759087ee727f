using System.Globalization;
using System.Text.RegularExpressions;

namespace Enterprise.Sandbox.Hosting;

/// <summary>What the arguments ask for: options, or a text to print and the exit code to end with.</summary>
internal sealed record CommandLine(SandboxOptions? Options, string Text = "", int ExitCode = 0)
{
    /// <summary>Reads the arguments.</summary>
    /// <param name="args">Pairs of a switch and its value, also as <c>--switch=value</c>.</param>
    /// <returns>Options, help, or one line that says what is wrong and what to do.</returns>
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var options = new SandboxOptions();
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var argument))
        {
            if (argument is "--help" or "-h" or "-?")
            {
                return new CommandLine(null, Switch.Help);
            }

            var parts = argument.Split('=', 2);
            if (Array.Find(Switch.All, known => known.Name == parts[0]) is not { } found)
            {
                return Wrong($"Unknown argument '{argument}'. Use --help to see what exists.");
            }

            var value = parts.ElementAtOrDefault(1) ?? (found.ValueName is null ? "true" : rest.TryDequeue(out var next) ? next : "");
            if (found.Apply(options, value) is not { } changed)
            {
                return Wrong($"{found.Name} needs {found.Expectation}, not '{value}'. Use --help to see an example.");
            }

            options = changed;
        }

        return new CommandLine(options);
    }

    private static CommandLine Wrong(string line) => new(null, line, 2);
}

/// <summary>One argument of the command line.</summary>
internal sealed record Switch(string Name, string? ValueName, string Meaning, string Expectation, Func<SandboxOptions, string,
    SandboxOptions?> Apply)
{
    private static readonly SandboxOptions Default = new();

    public static Switch[] All { get; } =
    [
        Number("--port", $"port to listen on, loopback only (default {Default.Port})", 1, 65535, (o, n) => o with { Port = (int)n }),
        new("--app", "URL", "application to put behind the gateway (default: build and start src/Web)",
            "the origin of an application on this machine, such as http://localhost:8080",
            (o, v) => LoopbackOrigin(v) is { } origin ? o with { App = origin } : null),
        Number("--seed", $"number that the assets are made from (default {Default.Seed})", 0, int.MaxValue, (o, n) =>
            o with { Seed = (int)n }),
        Label("--region", $"region label in host names (default {Default.Region})", (o, v) => o with { Region = v }),
        Label("--provider", $"tenant that registered the application (default {Default.ProviderTenant})", (o, v) =>
            o with { ProviderTenant = v }),
        new("--core-tenant", "N", $"core tenant of the second generation of identity (default {Default.CoreTenant})",
            "a number of ten digits",
            (o, v) => v.Length == 10 && v.All(char.IsAsciiDigit) && v[0] != '0' ? o with { CoreTenant = v } : null),
        Label("--app-name", $"internal name and scope prefix of the application (default {Default.AppName})", (o, v) =>
            o with { AppName = v }),
        new("--app-title", "TEXT", $"display name of the application (default {Default.AppTitle})", "a text of 1 to 50 characters",
            (o, v) => v.Trim().Length is >= 1 and <= 50 ? o with { AppTitle = v.Trim() } : null),
        Number("--session-idle", "minutes until an idle application session ends (default 30)", 1, 1440, (o, n) =>
            o with { SessionIdle = TimeSpan.FromMinutes(n) }),
        Number("--session-max", "minutes until one must sign in again (default 720)", 1, 10080, (o, n) =>
            o with { SessionMax = TimeSpan.FromMinutes(n) }),
        new("--token-lifetime", "N|Ns", "minutes, or seconds as 20s, that a token is valid (default 30)",
            "minutes from 1 to 1440, or seconds from 20s to 86400s",
            (o, v) => Lifetime(v) is { } lifetime ? o with { TokenLifetime = lifetime } : null),
        Number("--app-timeout", "seconds without a byte from the application until 504 (default 100)", 1, 3600,
            (o, n) => o with { ApplicationTimeout = TimeSpan.FromSeconds(n) }),
        Number("--max-headers", $"bytes of request headers until 431 (default {Default.MaxHeaderBytes})", 1024, 65536, (o, n) =>
            o with { MaxHeaderBytes = n }),
        Number("--max-body", $"bytes of a request body until 413 (default {Default.MaxBodyBytes})", 1, int.MaxValue, (o, n) =>
            o with { MaxBodyBytes = n }),
        Flag("--block-without-scope", "403 at the gateway without a role of the application", (o, on) => o with { BlockWithoutScope = on }),
        Flag("--redirect-scripts", "302 instead of 401 for scripts without a session", (o, on) => o with { RedirectScripts = on }),
        Flag("--accept-csrf-field", "form field _csrf instead of the header x-xsrf-token", (o, on) => o with { AcceptCsrfField = on }),
        Flag("--pass-gateway-cookies", "hand SESSION, XSRF-TOKEN, REGION-SESSION to the application", (o, on) =>
            o with { PassGatewayCookies = on }),
        Flag("--tenant-as-number", "tenant claim of the second generation as a JSON number, not a string", (o, on) =>
            o with { TenantAsNumber = on }),
        Flag("--forwarded-extras", "send X-Forwarded-Proto and X-Forwarded-For as well", (o, on) => o with { ForwardedExtras = on }),
        Flag("--add-traceparent", "add traceparent to forwarded requests", (o, on) => o with { AddTraceparent = on }),
        Flag("--root-parent", "give a tenant's root a parentId that is in no list", (o, on) => o with { RootHasParent = on }),
        new("--etags", "MODE", "reads with an ETag: all, single or none (default all)", "all, single or none",
            (o, v) => Enum.TryParse<ETagMode>(v, ignoreCase: true, out var mode) && Enum.IsDefined(mode) ? o with { ETags = mode } : null),
        Flag("--bare-etags", "write ETag without quotes", (o, on) => o with { BareETags = on }),
        Flag("--small-quality-codes", "quality codes 1 and 2 instead of those of OPC UA", (o, on) => o with { SmallQualityCodes = on }),
        Flag("--refuse-large-pages", "400 for pages of more than 200 items", (o, on) => o with { RefuseLargePages = on }),
        Flag("--policies", "hide the assets of one area of acme from all but administrators", (o, on) => o with { Policies = on }),
        Flag("--rate-limits", "429 above the documented number of requests", (o, on) =>
            o with { Limits = on ? RequestLimits.Documented : null }),
        Flag("--replace-policy", "drop the application's own Content-Security-Policy", (o, on) => o with { ReplacePolicy = on }),
    ];

    public static string Help => $"""
        Local Sandbox of Siemens Insights Hub: Launchpad, gateway, identity and asset API on one loopback port.

        dotnet run --project src/Sandbox -- [arguments]

        {string.Join('\n', All.Select(known => $"  {known.Name + " " + known.ValueName,-24} {known.Meaning}"))}
          --help                   this text

        Example: dotnet run --project src/Sandbox -- --port 5090 --app http://localhost:8080 --seed 7
        """;

    private static Switch Number(string name, string meaning, long least, long most, Func<SandboxOptions, long, SandboxOptions> set) =>
        new(name, "N", meaning, $"a number from {least} to {most}", (options, value) =>
            long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= least && n <= most ? set(options, n)
                : null);

    private static Switch Label(string name, string meaning, Func<SandboxOptions, string, SandboxOptions> set) =>
        new(name, "NAME", meaning, "lower-case letters and digits, a letter first, at most 20", (options, value) =>
            Regex.IsMatch(value, "^[a-z][a-z0-9]{0,19}$", RegexOptions.None, TimeSpan.FromSeconds(1)) ? set(options, value) : null);

    private static Switch Flag(string name, string meaning, Func<SandboxOptions, bool, SandboxOptions> set) =>
        new(name, null, meaning, "true or false, or nothing", (options, value) => bool.TryParse(value, out var on) ? set(options, on)
            : null);

    private static TimeSpan? Lifetime(string value) =>
        long.TryParse(value.TrimEnd('s'), NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n <= 86_400
        && (value.EndsWith('s') ? TimeSpan.FromSeconds(n) : TimeSpan.FromMinutes(n)) is var lifetime
        && lifetime >= (value.EndsWith('s') ? TimeSpan.FromSeconds(20) : TimeSpan.FromMinutes(1)) && lifetime <= TimeSpan.FromDays(1)
            ? lifetime : null;

    private static Uri? LoopbackOrigin(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri)
            && uri is { Scheme: "http" or "https", IsLoopback: true, PathAndQuery: "/", UserInfo: "" } ? uri : null;
}
