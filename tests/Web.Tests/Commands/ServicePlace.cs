using System.Security.Cryptography;
using Enterprise.Testing;
using Microsoft.Data.Sqlite;

namespace Enterprise.Web.Tests.Commands;

/// <summary>
/// Where a service runs as a process of its own, which is killed and started again, and an operator's commands, which may run while it does
/// not.
/// </summary>
internal sealed class ServicePlace : IAsyncDisposable
{
    private const string CoveringCheckpoint =
        "SELECT max(Number) FROM Checkpoints WHERE Size = (SELECT count(*) FROM Entries)";

    private readonly string _folder = Directory.CreateTempSubdirectory("enterprise-").FullName;
    private readonly PlatformDouble _platform;
    private PostgresDatabase? _copy;

    private ServicePlace(PlatformDouble platform, PostgresDatabase? database)
    {
        (_platform, Database) = (platform, database);
        platform.Assets = PlatformDouble.Answer(200, World.OneAssetList);
    }

    public StoreAccess Store => new(Path.Combine(_folder, "data", "access-log.db"), Database);

    public string Keys => Path.Combine(_folder, "keys");

    private PostgresDatabase? Database { get; set; }

    private string Archive => Path.Combine(_folder, "archive", "access-log.checkpoints");

    private string Copy => Path.Combine(_folder, "copy.db");

    public static async Task<ServicePlace> MakeAsync(LogDatabase on) => new(
        await PlatformDouble.StartAsync(), on == LogDatabase.Postgres ? await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync()
        : null);

    /// <summary>Starts the service and waits until it has made a checkpoint that covers everything and has archived it.</summary>
    public async Task<ApplicationProcess> ServeAsync()
    {
        var app = await ApplicationProcess.StartAsync(_platform, Place());
        for (var attempt = 0; attempt < 200 && !IsArchived(Store.Read(CoveringCheckpoint)); attempt++)
        {
            await Task.Delay(50);
        }

        return app;
    }

    /// <summary>
    /// The archive is written after the table: a process that is killed in between has a checkpoint that only the table knows.
    /// </summary>
    private bool IsArchived(string? number) => !string.IsNullOrEmpty(number) && File.Exists(Archive)
        && File.ReadAllText(Archive).Contains($"\nnumber {number}\n", StringComparison.Ordinal);

    /// <summary>Starts the service, which is to refuse it.</summary>
    /// <returns>Its exit code and what it wrote.</returns>
    public async Task<(int? Exit, string Output)> RefuseAsync()
    {
        await using var app = ApplicationProcess.Spawn(_platform, Place());
        await Assert(app.WaitUntilReadyAsync);
        return (app.ExitCode, string.Join('\n', app.Lines));

        static async Task Assert(Func<Task> ready) => await Xunit.Assert.ThrowsAsync<TimeoutException>(ready);
    }

    /// <summary>Asks for pages, until all that is seen is sealed.</summary>
    public async Task AskAsync(ApplicationProcess app, int times)
    {
        using var client = new HttpClient { BaseAddress = app.Origin };
        client.DefaultRequestHeaders.Authorization = new("Bearer", _platform.Token());
        for (var number = 0; number < times; number++)
        {
            (await client.GetAsync(new Uri("/", UriKind.Relative))).EnsureSuccessStatusCode();
        }

        await Store.SealedAsync();
    }

    public Task<Outcome> AuditAsync(params string[] words) => CommandLine.RunAsync(_folder, Store.Settings, ["audit", .. words]);

    /// <summary>Runs a command on a terminal at which somebody types.</summary>
    public Task<Outcome> TypeAsync(string answer, params string[] words) =>
        CommandLine.TypeAsync(_folder, Store.Settings, answer, ["audit", .. words]);

    /// <summary>Keeps a copy of the database, as a backup does, without its archive.</summary>
    public async Task BackUpAsync()
    {
        if (Database is not null)
        {
            _copy = await (await PostgresCluster.SharedAsync()).CopyAsync(Database);
            return;
        }

        using var connection = new SqliteConnection($"Data Source={Store.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"VACUUM INTO '{Copy}'";
        command.ExecuteNonQuery();
    }

    /// <summary>Puts the copy in the database's place.</summary>
    public void Restore()
    {
        if (Database is not null)
        {
            Database = _copy;
            return;
        }

        File.Delete(Store.File + "-wal");
        File.Delete(Store.File + "-shm");
        File.Move(Copy, Store.File, overwrite: true);
    }

    /// <summary>All that a command could change: the store, the keys, the archive.</summary>
    public IReadOnlyList<string?> Everything() =>
    [
        .. Store.Content,
        .. Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"),
    ];

    public async ValueTask DisposeAsync()
    {
        await _platform.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private ApplicationPlace Place() => new(
        _folder, Environment: Store.Settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting =>
        setting.Value, StringComparer.Ordinal));
}
