using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Enterprise.Application.Background;
using Enterprise.Infrastructure.AccessLog;
using Enterprise.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Enterprise.Testing;

/// <summary>
/// The application itself: the real host on a real port with a real file for its log, told where its platform is by configuration only.
/// </summary>
public sealed class EnterpriseHost : IAsyncDisposable
{
    /// <summary>Tests ask faster than any person; the limit for one user has tests of its own.</summary>
    public const string NoLimit = "1000000";

    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly Collector _collected;

    private EnterpriseHost(WebApplication app, string folder, Collector collected) =>
        (_app, _folder, _collected) = (app, folder, collected);

    public Uri Origin => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    /// <summary>What the application logged, line by line, as the console would show it.</summary>
    public CapturedLog Log => _app.Services.GetRequiredService<CapturedLog>();

    /// <summary>The file of the access log.</summary>
    public string LogFile => Path.Combine(_folder, "data", "access-log.db");

    /// <summary>
    /// Everything that the application keeps: the log, its keys, its archive, exports. Each folder in it is one of the configuration.
    /// </summary>
    public string Folder => _folder;

    /// <summary>What a collector would read, so far.</summary>
    public string Collected => string.Concat(_collected.Texts);

    /// <summary>Starts the application.</summary>
    /// <param name="platform">The origin of the platform, or of what stands in for it.</param>
    /// <param name="issuer">The issuer of its tokens with <c>{tenant}</c>.</param>
    /// <param name="port">Where to listen; 0 for any free port.</param>
    /// <param name="clock">The time, or null for the real one.</param>
    /// <param name="settings">More configuration, stronger than the rest.</param>
    public static Task<EnterpriseHost> StartAsync(
        Uri platform, string issuer, int port = 0, TimeProvider? clock = null, params (string Key, string Value)[] settings) =>
        StartAdjustedAsync(
            platform, issuer, port,
            services =>
            {
                if (clock is not null)
                {
                    services.Replace(ServiceDescriptor.Singleton(clock));
                }
            },
            settings);

    /// <summary>Starts the application with some of its services replaced.</summary>
    /// <param name="platform">The origin of the platform, or of what stands in for it.</param>
    /// <param name="issuer">The issuer of its tokens with <c>{tenant}</c>.</param>
    /// <param name="port">Where to listen; 0 for any free port.</param>
    /// <param name="adjust">Changes the services before the application is built.</param>
    /// <param name="settings">More configuration, stronger than the rest.</param>
    public static async Task<EnterpriseHost> StartAdjustedAsync(
        Uri platform, string issuer, int port, Action<IServiceCollection> adjust, params (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("enterprise-").FullName;
        var exports = Directory.CreateDirectory(Path.Combine(folder, "exports")).FullName;
        var collected = new Collector();
        var configuration = new (string Key, string Value)[]
        {
            ("contentRoot", WebFolder), ("urls", $"http://127.0.0.1:{port}"), ("environment", "Testing"),
            ("InsightsHub:AppName", "assets"), ("InsightsHub:HostTenant", "sandbox"),
            ("InsightsHub:ApiBase", platform.GetLeftPart(UriPartial.Authority)),
            ("InsightsHub:Providers:insightshub:Issuer", issuer),
            ("InsightsHub:Providers:insightshub:KeysUrl", new Uri(platform, "/token_keys").AbsoluteUri),
            ("InsightsHub:BarScript", new Uri(platform, "/osbar/v4/js/main.min.js").AbsoluteUri),
            ("Limits:UserRequestsPerSecond", NoLimit), ("Limits:UserBurst", NoLimit),
            ("ConnectionStrings:AccessLog", $"Data Source={Path.Combine(folder, "data", "access-log.db")}"),
            ("AccessLog:Keys", Path.Combine(folder, "keys")),
            ("AccessLog:CheckpointArchive", Path.Combine(folder, "archive", "checkpoints")),
            ("AccessLog:Exports", exports),
        };
        var args = configuration.Concat(settings).SelectMany(setting => new[] { $"--{setting.Key}", setting.Value }).ToArray();
        var app = Program.Build(args, builder =>
        {
            builder.Services.RemoveAll<ILoggerProvider>();
            builder.Services.AddSingleton<CapturedLog>().AddSingleton<ILoggerProvider>(
                services => services.GetRequiredService<CapturedLog>());
            builder.Services.Replace(ServiceDescriptor.Singleton(
                services => new EntryStream(services.GetRequiredService<BackgroundWork>(), isOn: true, collected)));
            adjust(builder.Services);
        });
        await app.StartAsync();
        return new(app, folder, collected);
    }

    /// <summary>A client that sends this token with every request, or none.</summary>
    public HttpClient ClientWith(string? token, string accept = "application/json")
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = Origin };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        client.DefaultRequestHeaders.Accept.ParseAdd(accept);
        return client;
    }

    /// <summary>Waits until a request for health is answered with a colour.</summary>
    public async Task WaitForHealthAsync(string colour = "green")
    {
        using var client = ClientWith(null);
        for (var attempt = 0; attempt < 200; attempt++)
        {
            using var answer = await client.GetAsync(new Uri("/health", UriKind.Relative));
            if ((await answer.Content.ReadAsStringAsync()).Contains($"\"{colour}\"", StringComparison.Ordinal))
            {
                return;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"Health did not become {colour}.");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Stands where standard output does.</summary>
    private sealed class Collector : TextWriter
    {
        public ConcurrentQueue<string> Texts { get; } = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(string? value) => Texts.Enqueue(value ?? string.Empty);
    }

    private static string WebFolder => Path.Combine(RepositoryRoot, "src", "Web");

    /// <summary>The folder of the solution, found upward from the tests' program.</summary>
    public static string RepositoryRoot { get; } = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    private static string FindRoot(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException("Enterprise.sln was not found above the tests.")
        : File.Exists(Path.Combine(folder.FullName, "Enterprise.sln")) ? folder.FullName : FindRoot(folder.Parent);
}
