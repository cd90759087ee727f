using Enterprise.VerifiableLog.Integrity;
using Npgsql;

namespace Enterprise.VerifiableLog.Store.Postgres;

/// <summary>
/// Adds to a PostgreSQL that several nodes share: entries and their personal parts in one transaction, which is on the server's disk when
/// it returns. The seals come from whichever node is the <see cref="Sealer"/>, a moment later.
/// </summary>
internal sealed class PostgresStore(string connectionString, LogSchema schema) : ILogStore, IDisposable
{
    private NpgsqlConnection? _connection;
    private EntryInsert? _insert;

    public void Append(IReadOnlyList<PreparedEntry> entries, DateTimeOffset? probe)
    {
        var connection = Open();
        using var transaction = connection.BeginTransaction();
        if (entries.Count > 0)
        {
            _insert!.Run(transaction, entries);
        }

        if (probe is { } at)
        {
            using var command = new NpgsqlCommand("INSERT INTO probes (id, at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET at = $1",
                connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Microseconds.Of(at) });
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public void Reopen()
    {
        // Forgotten first: what cannot be disposed of is not used again either.
        var (insert, connection) = (_insert, _connection);
        (_insert, _connection) = (null, null);
        insert?.Dispose();
        connection?.Dispose();
    }

    public void Dispose() => Reopen();

    private NpgsqlConnection Open()
    {
        if (_connection is null)
        {
            _connection = new NpgsqlConnection(PostgresConnections.Kept(connectionString));
            _connection.Open();
            _insert = new EntryInsert(_connection, schema);
        }

        return _connection;
    }
}
