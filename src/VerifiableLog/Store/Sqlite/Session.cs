using Microsoft.Data.Sqlite;

namespace Enterprise.VerifiableLog.Store.Sqlite;

/// <summary>The writer's connection with its prepared statements, and what it knows of the end of the log.</summary>
internal sealed class Session : IDisposable
{
    /// <summary>
    /// What refers to an entry is inserted right behind it: nothing is looked up to know that it is there. A locked file is waited for as
    /// long as a request waits.
    /// </summary>
    private const string Pragmas =
        "PRAGMA cache_size=-65536; PRAGMA journal_size_limit=67108864; PRAGMA foreign_keys=OFF; PRAGMA busy_timeout=2000;";

    private readonly Prepared _version;
    private long _seen = -1;

    public Session(string connectionString, LogSchema schema)
    {
        Connection = new(new SqliteConnectionStringBuilder(connectionString) { Pooling = false, DefaultTimeout = 2 }.ConnectionString);
        try
        {
            Connection.Open();
            Execute($"{DurableConnections.Pragmas} {Pragmas}");
            _version = new(Connection, "PRAGMA data_version");
            Begin = new(Connection, "BEGIN IMMEDIATE");
            Commit = new(Connection, "COMMIT");
            Entries = Prepared.Insert(
                Connection, "Entries",
                    ["Position", "Id", "At", "Tenant", .. schema.Sealed.Select(field => field.Column),
                    .. schema.Parts.Select(part => part.Commitment)]);
            Parts = [.. schema.Parts.Select(part => Prepared.Insert(
                Connection, part.Table, ["Position", "Tenant", "At", "Salt", .. part.Fields.Select(field => field.Column)]))];
            Seals = Prepared.Insert(Connection, "Seals", ["Ordinal", "Tenant", "Sequence", "Epoch", "Position", "Hash"]);
        }
        catch
        {
            Connection.Dispose();
            throw;
        }
    }

    public SqliteConnection Connection { get; }

    /// <summary>Takes the write lock.</summary>
    public Prepared Begin { get; }

    /// <summary>
    /// Makes durable what was added since <see cref="Begin"/>. Where it is never run, closing the connection takes all of it back.
    /// </summary>
    public Prepared Commit { get; }

    public Prepared Entries { get; }

    /// <summary>One for each personal part.</summary>
    public IReadOnlyList<Prepared> Parts { get; }

    public Prepared Seals { get; }

    /// <summary>The position of the last entry.</summary>
    public long Position { get; set; } = -1;

    public Heads Heads { get; private set; } = new(1);

    /// <summary>Reads the ends of the chains again unless they are as this session left them. To be called under the write lock.</summary>
    public void LookForOthers()
    {
        // Unchanged as long as no other connection, of this process or another, has written anything at all.
        if (_version.Number() is var version && version == _seen)
        {
            return;
        }

        _seen = version;
        // Of what is pruned the last seal stays, so that no position is given twice.
        var position = Number("SELECT coalesce(max(Position), 0) FROM Seals");
        var epoch = (int)Number("SELECT coalesce((SELECT Epoch FROM Checkpoints ORDER BY Number DESC LIMIT 1), 1)");
        if (position == Position && epoch == Heads.Epoch && Number("SELECT coalesce(max(Ordinal), 0) FROM Seals") == Heads.Ordinal)
        {
            return;
        }

        Position = position;
        Heads = ChainHeads.ForSealing(Connection);
    }

    public void Execute(string sql, params object[] values)
    {
        using var command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _version.Dispose();
        Begin.Dispose();
        Commit.Dispose();
        Entries.Dispose();
        foreach (var part in Parts)
        {
            part.Dispose();
        }

        Seals.Dispose();
        Connection.Dispose();
    }

    private long Number(string sql)
    {
        using var command = Command(sql);
        return (long)command.ExecuteScalar()!;
    }

#pragma warning disable CA2100 // The text is this code's own.
    private SqliteCommand Command(string sql, params object[] values)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters.AddWithValue($"@{index}", values[index]);
        }

        return command;
    }
#pragma warning restore CA2100
}
