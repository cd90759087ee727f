using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Enterprise.Sandbox;
using Enterprise.Sandbox.Faults;
using Enterprise.Sandbox.Hosting;
using Enterprise.Sandbox.Identity;
using Enterprise.Sandbox.Identity.Hostile;
using Enterprise.Sandbox.WebProcess;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Enterprise.Testing;

/// <summary>
/// The Sandbox in this process, on a free port, in front of an application that the test names. Faults are injected with <see
/// cref="Inject"/>.
/// </summary>
public sealed class SandboxHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private SandboxHost(WebApplication app, SandboxOptions options)
    {
        this.app = app;
        Options = options;
    }

    public SandboxOptions Options { get; }

    /// <summary>The Launchpad's origin, which is the base of APIs and identity too.</summary>
    public Uri Origin => Addresses.Root;

    public Addresses Addresses => app.Services.GetRequiredService<Addresses>();

    public TokenFactory Tokens => app.Services.GetRequiredService<TokenFactory>();

    /// <summary>Moves a tenant to the other generation of identity, while its people are signed in.</summary>
    public TenantMoves Moves => app.Services.GetRequiredService<TenantMoves>();

    /// <summary>Faults of the platform's APIs, to be switched on and off.</summary>
    public FaultRegistry Faults => app.Services.GetRequiredService<FaultRegistry>();

    /// <summary>How long new tokens are valid.</summary>
    public TokenLifetime TokenLifetime => app.Services.GetRequiredService<TokenLifetime>();

    /// <summary>The routes that are mapped.</summary>
    public IReadOnlyList<RouteEndpoint> Routes =>
        [.. app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];

    /// <summary>What the Sandbox wrote to the developer so far.</summary>
    public string Notes => Options.Notes!.ToString()!;

    /// <summary>Faults of identity, to be switched on and off.</summary>
    public IdentitySwitches Identity => app.Services.GetRequiredService<IdentitySwitches>();

    /// <summary>Tokens that an application has to refuse.</summary>
    public HostileTokens Hostile => app.Services.GetRequiredService<HostileTokens>();

    /// <summary>
    /// The application's settings, as the Sandbox passes them when it starts it: for <c>EnterpriseHost.StartAsync(settings: …)</c>.
    /// </summary>
    public (string Key, string Value)[] ApplicationSettings =>
        [.. WebSettings.For(Options).Select(setting => (setting.Key, setting.Value))];

    /// <summary>
    /// Starts the Sandbox. Issuers contain its port, so it is chosen first; when another process takes it meanwhile, the next one is tried.
    /// </summary>
    /// <param name="application">The origin behind the gateway, or null where the test needs none.</param>
    /// <param name="configure">Changes the options, or null.</param>
    public static async Task<SandboxHost> StartAsync(Uri? application = null, Func<SandboxOptions, SandboxOptions>? configure = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            var options = new SandboxOptions
            {
                Port = FreePort(), App = application ?? new Uri("http://127.0.0.1:9/"), WarmUp = false,
                    Notes = new StringWriter(),
            };
            options = configure?.Invoke(options) ?? options;
            var built = SandboxApplication.Build(options);
            try
            {
                await built.StartAsync();
                return new SandboxHost(built, options);
            }
            catch (IOException) when (attempt < 5)
            {
                await built.DisposeAsync();
            }
        }
    }

    /// <summary>A loopback port that is free at this moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A client like a browser: own cookies, no automatic redirects, and every host name resolves to this machine.</summary>
    /// <param name="baseAddress">Where relative addresses start, or null for the Launchpad.</param>
    public HttpClient CreateClient(Uri? baseAddress = null) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        CookieContainer = new CookieContainer(),
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = baseAddress ?? Origin,
    };

    /// <summary>
    /// Signs a person in the whole way: application, Launchpad, choice, one-time code, cookies. The application's address is that of the
    /// generation the person's tenant is on at this moment.
    /// </summary>
    /// <returns>A client at that person's application origin, with the session's cookies.</returns>
    public async Task<HttpClient> SignInAsync(Person person)
    {
        var application = Addresses.Application(person.Tenant);
        var client = CreateClient(application);
        var login = await FollowAsync(client, application, HttpStatusCode.Redirect);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["person"] = person.UserId.ToString(),
            ["return"] = application.AbsoluteUri,
        });
        using var chosen = await client.PostAsync(new Uri(login, "/sign-in"), form);
        var again = new Uri(login, chosen.Headers.Location ?? throw new InvalidOperationException(
            $"Signing in answered {(int)chosen.StatusCode}."));
        var code = await FollowAsync(client, again, HttpStatusCode.Redirect);
        await FollowAsync(client, code, HttpStatusCode.Redirect);
        return client;
    }

    /// <summary>A token of a person, as the gateway would send it.</summary>
    public string TokenOf(Person person) => Tokens.ForPerson(person);

    /// <summary>A client that calls the platform's APIs with a person's token.</summary>
    /// <param name="person">Whose token; null for a technical client of acme.</param>
    public HttpClient Api(Person? person = null)
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", person is null ? TechnicalToken : TokenOf(person));
        return client;
    }

    /// <summary>Switches a fault on.</summary>
    /// <param name="kind">One of <see cref="FaultKind.All"/>, by its key.</param>
    /// <param name="path">The paths that fail, <c>*</c> for any characters; null for those of the kind.</param>
    /// <param name="tenant">The tenant whose requests fail; null for all.</param>
    /// <returns>The fault; disposing of it switches it off.</returns>
    public InjectedFault Inject(string kind, string? path = null, string? tenant = null) =>
        new(Faults, Faults.Add(new FaultRule(kind) { Path = path, Tenant = tenant }));

    private string TechnicalToken => Tokens.ForPerson(
        People.Anna, change: claims => claims["scope"] = new JsonArray("mdsp:core:assetmanagement.admin", "mdsp:core:iot.timAdmin"));

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static async Task<Uri> FollowAsync(HttpClient client, Uri address, HttpStatusCode expected)
    {
        using var answer = await client.GetAsync(address);
        return answer.StatusCode == expected && answer.Headers.Location is { } location
            ? new Uri(address, location)
            : throw new InvalidOperationException($"{address} answered {(int)answer.StatusCode} and not {(int)expected}: "
                + $"{await answer.Content.ReadAsStringAsync()}");
    }
}

/// <summary>A fault that a test has switched on.</summary>
public sealed class InjectedFault(FaultRegistry faults, ActiveFault fault) : IDisposable
{
    /// <summary>How many requests failed so far.</summary>
    public int Hits => fault.Hits;

    public void Dispose() => faults.Remove(fault.Id);
}
