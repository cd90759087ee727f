using Enterprise.Application;
using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Reading;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using Enterprise.Infrastructure.AccessLog;
using Enterprise.Infrastructure.AccessLog.Checkpoints;
using Enterprise.Testing;
using Enterprise.VerifiableLog;
using Enterprise.VerifiableLog.Checkpoints;
using Enterprise.VerifiableLog.Store;
using Enterprise.VerifiableLog.Store.Postgres;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Enterprise.Infrastructure.Tests.AccessLog;

/// <summary>
/// The access log as the application registers it, on a file or a database of its own. Its clock stands still, so that no deadline passes
/// unless the test says so.
/// </summary>
internal sealed class LogStore : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("enterprise-log-").FullName;
    private readonly ServiceProvider _services;

    public LogStore(string? file = null, string archive = "archive/checkpoints") : this(file, null, null, archive)
    {
    }

    public LogStore(PostgresDatabase database, bool withMaintenance = true) : this(null, database, null, withMaintenance: withMaintenance)
    {
    }

    /// <summary>Another process at the same store, with the same keys and the same archive.</summary>
    public LogStore(LogStore other) : this(other.File, other.Database, other._folder)
    {
    }

    /// <summary>The same log by its keys and its archive, in another file.</summary>
    public LogStore(LogStore other, string file) : this(file, null, other._folder)
    {
    }

    private LogStore(string? file, PostgresDatabase? database, string? folder, string archive = "archive/checkpoints",
        bool withMaintenance = true)
    {
        var home = folder ?? _folder;
        (File, Database) = (file ?? Path.Combine(home, "data", "access-log.db"), database);
        (string Key, string Value)[] settings =
        [
            .. database?.Settings.Where(setting => withMaintenance || !setting.Key.EndsWith("Maintenance", StringComparison.Ordinal))
                ?? [("ConnectionStrings:AccessLog", $"Data Source={File}")],
            ("AccessLog:Keys", Path.Combine(home, "keys")), ("AccessLog:CheckpointArchive", Path.Combine(home, archive)),
        ];
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock).AddApplication(mapperLicence: null)
            .AddSingleton(OperatorCommands.Operator).AddInfrastructure(configuration).BuildServiceProvider();
    }

    /// <summary>The file, on SQLite.</summary>
    public string File { get; }

    /// <summary>The database, on PostgreSQL.</summary>
    public PostgresDatabase? Database { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 31, 9, 42, 7, TimeSpan.Zero));

    public IDbContextFactory<LogContext> Contexts => _services.GetRequiredService<IDbContextFactory<LogContext>>();

    public AccessLogWriter Writer => _services.GetRequiredService<AccessLogWriter>();

    public Checkpointer Checkpointer => _services.GetServices<IHostedService>().OfType<Checkpointer>().Single();

    /// <summary>Who seals, on PostgreSQL.</summary>
    public Sealer? Sealer => _services.GetService<Sealer>();

    public AccessLogSealer? SealerLoop => _services.GetServices<IHostedService>().OfType<AccessLogSealer>().SingleOrDefault();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>An operator's use cases on this store.</summary>
    public OperatorCommands Operator => new(_services);

    public IAccessLogView View => _services.GetRequiredService<IAccessLogView>();

    public IAccessLog Log => _services.GetRequiredService<IAccessLog>();

    /// <summary>A store that is ready, with its writer at work, and its sealer where it has one.</summary>
    public static async Task<LogStore> StartAsync(LogDatabase on = LogDatabase.Sqlite) => await (await CreateAsync(on)).StartedAsync();

    /// <summary>A store that nobody has made or started yet.</summary>
    public static async Task<LogStore> CreateAsync(LogDatabase on) =>
        on == LogDatabase.Postgres ? new(await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync()) : new();

    public async Task<LogStore> StartedAsync()
    {
        await MigrateAsync();
        Get<LogKeys>().Secret(); // As the service makes it at its start.
        await Writer.StartAsync(CancellationToken.None);
        await (SealerLoop?.StartAsync(CancellationToken.None) ?? Task.CompletedTask);
        return this;
    }

    /// <summary>Waits until every entry has its seal.</summary>
    public Task SealedAsync() => new StoreAccess(File, Database).SealedAsync();

    public Task MigrateAsync() => _services.GetServices<IHostedService>().OfType<AccessLogMigration>().Single()
        .StartAsync(CancellationToken.None);

    /// <summary>Reads one value from the file or the database, past the application.</summary>
    public string? Read(string sql) => new StoreAccess(File, Database).Read(sql);

    /// <summary>Changes the file, past the application and past the triggers that forbid it.</summary>
    public void Run(string sql) => Maintain(sql);

    private void Maintain(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False;Foreign Keys=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_master WHERE type = 'trigger'";
        command.CommandText = (command.ExecuteScalar() is string drops ? drops + ";" : "") + sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Removes a prefix of a chain but its last seal, as an operator's command does.</summary>
    public void Prune(string tenant, string last) => Maintain($"""
        DELETE FROM Subjects WHERE Position IN (SELECT Position FROM Seals WHERE Tenant = '{tenant}' AND Sequence <= {last});
        DELETE FROM Details WHERE Position IN (SELECT Position FROM Seals WHERE Tenant = '{tenant}' AND Sequence <= {last});
        DELETE FROM Erasures WHERE Position IN (SELECT Position FROM Seals WHERE Tenant = '{tenant}' AND Sequence <= {last});
        DELETE FROM Entries WHERE Position IN (SELECT Position FROM Seals WHERE Tenant = '{tenant}' AND Sequence <= {last});
        DELETE FROM Seals WHERE Tenant = '{tenant}' AND Sequence < {last};
        """);

    /// <summary>Stops the writer and closes the file.</summary>
    public async Task StopAsync()
    {
        await Writer.StopAsync(CancellationToken.None);
        Get<ILogStore>().Reopen();
        SqliteConnection.ClearAllPools();
    }

    public static AccessEntry Entry(string request, DateTimeOffset? at = null, string tenant = "acme", string? subtenant = null,
        string user = "anna@acme.example") => new()
    {
        Id = Guid.CreateVersion7(), At = at ?? new DateTimeOffset(2026, 1, 31, 9, 42, 7, TimeSpan.Zero), Tenant = TenantId.Parse(tenant),
        Subtenant = subtenant is null ? null : SubtenantId.Parse(subtenant),
            Subject = new("id-of-" + user, user, "192.0.2.7", null, false, "curl/8"),
        Action = AccessAction.ListAssets, Outcome = AccessOutcome.Granted, RequestId = request, Node = "node-1", Version = "1.2.3",
        Authentication = new("https://acme.example/oauth/token", "enterprise-1", "0123", "User"),
    };

    public static TenantUser Reader(string tenant = "acme", string? subtenant = null) =>
        new(TenantId.Parse(tenant), subtenant is null ? null : SubtenantId.Parse(subtenant), "u-2", "clara@acme.example");

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await Writer.StopAsync(patience.Token);
        await (SealerLoop?.StopAsync(patience.Token) ?? Task.CompletedTask);
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
