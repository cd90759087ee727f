using System.Globalization;
using Enterprise.Application;
using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Keeping;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using Enterprise.Infrastructure.AccessLog;
using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Enterprise.Infrastructure.Tests.AccessLog;

/// <summary>The access log as the application registers it, on a file of its own. Its clock stands still, so that no deadline passes unless the test says so.</summary>
internal sealed class LogStore : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("enterprise-log-").FullName;
    private readonly ServiceProvider _services;

    public LogStore(string? file = null, params (string Key, string Value)[] settings)
    {
        File = file ?? Path.Combine(_folder, "data", "access-log.db");
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Append(("ConnectionStrings:AccessLog", $"Data Source={File}")).Append(("AccessLog:Keys", Path.Combine(_folder, "keys"))).Select(setting => KeyValuePair.Create(setting.Item1, (string?)setting.Item2)))
            .Build();
        _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock).AddApplication(mapperLicence: null).AddInfrastructure(configuration).BuildServiceProvider();
    }

    public string File { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 31, 9, 42, 7, TimeSpan.Zero));

    public IDbContextFactory<AccessLogContext> Contexts => _services.GetRequiredService<IDbContextFactory<AccessLogContext>>();

    public AccessLogWriter Writer => _services.GetRequiredService<AccessLogWriter>();

    public ILogKeeper Keeper => _services.GetRequiredService<ILogKeeper>();

    public IAccessLog Log => _services.GetRequiredService<IAccessLog>();

    /// <summary>A store that is ready, with its writer at work.</summary>
    public static async Task<LogStore> StartAsync(params (string Key, string Value)[] settings)
    {
        var store = new LogStore(file: null, settings);
        await store.MigrateAsync();
        await store.Writer.StartAsync(CancellationToken.None);
        return store;
    }

    public Task MigrateAsync() => _services.GetServices<IHostedService>().OfType<AccessLogMigration>().Single().StartAsync(CancellationToken.None);

    /// <summary>Reads one value from the file, past the application.</summary>
    public string? Read(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public static AccessEntry Entry(string request, DateTimeOffset? at = null, string tenant = "acme", string? subtenant = null, string user = "anna@acme.example") => new()
    {
        Id = Guid.CreateVersion7(), At = at ?? new DateTimeOffset(2026, 1, 31, 9, 42, 7, TimeSpan.Zero), Tenant = TenantId.Parse(tenant),
        Subtenant = subtenant is null ? null : SubtenantId.Parse(subtenant), Subject = new("id-of-" + user, user, "192.0.2.7", null, false, "curl/8"),
        Action = AccessAction.ListAssets, Outcome = AccessOutcome.Granted, RequestId = request, Node = "node-1", Version = "1.2.3",
        Authentication = new("https://acme.example/oauth/token", "enterprise-1", "0123", "User"),
    };

    public static TenantUser Reader(string tenant = "acme", string? subtenant = null) =>
        new(TenantId.Parse(tenant), subtenant is null ? null : SubtenantId.Parse(subtenant), "u-2", "clara@acme.example");

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await Writer.StopAsync(patience.Token);
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
