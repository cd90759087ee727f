
namespace Enterprise.VerifiableLog;

/// <summary>The databases that can hold a log.</summary>
public enum StoreKind
{
    /// <summary>One SQLite file, for one node.</summary>
    Sqlite,

    /// <summary>One PostgreSQL database for several nodes.</summary>
    PostgreSql,
}

/// <summary>Which log, and where it is stored.</summary>
public sealed record LogOptions
{
    /// <summary>The fields of an entry.</summary>
    public required LogSchema Schema { get; init; }

    /// <summary>The kind of database.</summary>
    public required StoreKind Database { get; init; }

    /// <summary>The connection string with which entries are added and read.</summary>
    public required string Store { get; init; }

    /// <summary>
    /// PostgreSQL only: the connection string of the role that owns the tables; null where <see cref="Store"/> also makes them.
    /// </summary>
    public string? Maintenance { get; init; }

    /// <summary>The folder of the signing keys and the log's secret; made at the first start.</summary>
    public required string Keys { get; init; }

    /// <summary>
    /// The append-only file of all checkpoints. Not in the database's folder: restoring that must not restore this with it.
    /// </summary>
    public required string CheckpointArchive { get; init; }

    /// <summary>How long an append or a read may take.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Runs an action after a time, unless what it returns is disposed of before; used for <see cref="Deadline"/>.</summary>
    public required Func<TimeSpan, Action, IDisposable> RunAfter { get; init; }

    /// <summary>
    /// Whether the text of a personal part of one field may name a person: such texts are removed when entries are pseudonymised.
    /// </summary>
    public Func<string, bool> MayName { get; init; } = _ => true;

    /// <summary>The setting that names <see cref="Store"/>, for messages.</summary>
    public string StoreSetting { get; init; } = nameof(Store);

    /// <summary>The setting that names <see cref="Maintenance"/>, for messages.</summary>
    public string MaintenanceSetting { get; init; } = nameof(Maintenance);

    /// <summary>The setting that names <see cref="Keys"/>, for messages.</summary>
    public string KeysSetting { get; init; } = nameof(Keys);

    /// <summary>The setting that names <see cref="CheckpointArchive"/>, for messages.</summary>
    public string CheckpointArchiveSetting { get; init; } = nameof(CheckpointArchive);
}
