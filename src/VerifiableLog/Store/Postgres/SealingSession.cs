using Npgsql;

namespace Enterprise.VerifiableLog.Store.Postgres;

/// <summary>
/// A sealer's connection, with the lock that lives as long as it, and what it knows of the ends of the chains. Nothing of it is used again
/// after a fault.
/// </summary>
internal sealed class SealingSession : IDisposable
{
    /// <summary>How long a sealer may stand still.</summary>
    public static readonly TimeSpan Still = TimeSpan.FromMilliseconds(1500);

    private const long Lock = 0x6C6F675F7365616C;

    private readonly NpgsqlConnection _connection;
    private readonly LogSchema _schema;
    private SealInsert? _insert;
    private Heads? _heads;
    private PendingEntries? _pending;

    /// <summary>Not yet connected.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="still">After how long without a word the server takes the lock from it; <see cref="Still"/> where null.</param>
    public SealingSession(string connectionString, LogSchema schema, TimeSpan? still = null) =>
        (_connection, _schema) = (new NpgsqlConnection(PostgresConnections.Sealing(connectionString, still ?? Still)), schema);

    public void Open() => _connection.Open();

    /// <summary>Tries to become the one who seals, for as long as this connection lives.</summary>
    /// <returns>False while another is.</returns>
    public bool TryHold()
    {
        using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", _connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Lock });
        return (bool)command.ExecuteScalar()!;
    }

    /// <summary>Reads where the chains end. To be called under the lock, before sealing.</summary>
    public void ReadHeads()
    {
        _heads = ChainHeads.ForSealing(_connection);
        _pending = new PendingEntries(_connection, _schema);
        _insert = new SealInsert(_connection);
    }

    /// <summary>Seals what has no seal yet, in one transaction.</summary>
    /// <returns>True when there may be more.</returns>
    /// <exception cref="System.Data.DBConcurrencyException">Another sealer has sealed meanwhile.</exception>
    public bool Seal()
    {
        var found = _pending!.Find();
        if (found.Count > 0)
        {
            _insert!.Run([.. found.Select(row => _heads!.Seal(row.Entry, row.Position, row.Commitments))]);
        }

        _pending.Sealed(found);
        return found.Count >= PendingEntries.Most;
    }

    public void Dispose()
    {
        _insert?.Dispose();
        _connection.Dispose();
    }
}
