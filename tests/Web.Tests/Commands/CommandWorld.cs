using Enterprise.Testing;

namespace Enterprise.Web.Tests.Commands;

/// <summary>The application with its log on one of the databases, and an operator's commands beside it.</summary>
internal sealed class CommandWorld(LogDatabase on) : World, IAsyncDisposable
{
    private PostgresDatabase? _database;

    public StoreAccess Store => new(App.LogFile, _database);

    protected override (string Key, string Value)[] Settings => [("Proxies:Known:0", "127.0.0.1"), .. _database?.Settings ?? []];

    public static async Task<CommandWorld> StartAsync(LogDatabase on)
    {
        var world = new CommandWorld(on);
        await world.InitializeAsync();
        return world;
    }

    public override async Task InitializeAsync()
    {
        _database = on == LogDatabase.Postgres ? await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync() : null;
        await base.InitializeAsync();
    }

    /// <summary>Runs <c>audit</c> with these words, once all is sealed.</summary>
    public async Task<Outcome> AuditAsync(params string[] words)
    {
        await Store.SealedAsync();
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(App.LogFile))!;
        return await CommandLine.RunAsync(
            folder, [.. Store.Settings, ("AccessLog:Keys", Path.Combine(folder, "keys")),
            ("AccessLog:CheckpointArchive", Path.Combine(folder, "archive", "checkpoints"))], ["audit", .. words]);
    }

    public string Count() => Store.Read("SELECT count(*) FROM Entries")!;

    /// <summary>The actions in the log, newest first.</summary>
    public string Actions() => Store.Read("SELECT string_agg(Action, ',' ORDER BY Position DESC) FROM Entries")!;

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
}
