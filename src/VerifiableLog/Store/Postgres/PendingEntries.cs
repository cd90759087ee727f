using Npgsql;

namespace Enterprise.VerifiableLog.Store.Postgres;

/// <summary>
/// Finds the entries that have no seal yet, however large the log is: it looks from its <see cref="Horizon"/> on. A new sealer does not
/// know the horizon: it starts a stretch back, so that new entries are sealed at once, and scans older ones in pieces alongside.
/// </summary>
internal sealed class PendingEntries
{
    /// <summary>How many entries are found at a time at most.</summary>
    public const int Most = 4096;

    /// <summary>How many seals it starts back.</summary>
    private const int Stretch = 10_000;

    /// <summary>How many positions are swept at a time.</summary>
    private const int Piece = 50_000;

    private const string Last = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM entries_position_seq";

    private const string Writers = """
        SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted
        AND relation = 'entries'::regclass AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    private static readonly string Start =
        $"SELECT CASE WHEN count(*) < {Stretch} THEN 0 ELSE min(position) - 1 END FROM (SELECT position FROM seals ORDER BY ordinal DESC "
            + $"LIMIT {Stretch}) AS last";

    private readonly NpgsqlConnection _connection;
    private readonly LogSchema _schema;
    private readonly Horizon _recent;
    private readonly Horizon _older = new(0);
    private readonly long _sweepEnd;
    private long _swept;
    private long _reached;
    private long? _promised;
    private long _sweptNext;
    private bool _isWhole;

    public PendingEntries(NpgsqlConnection connection, LogSchema schema)
    {
        (_connection, _schema) = (connection, schema);
        _sweepEnd = Number(Start);
        _swept = _sweepEnd == 0 ? 0 : Math.Min(_sweepEnd, Number("SELECT coalesce(min(position), 1) - 1 FROM entries"));
        _recent = new Horizon(_sweepEnd);
        _reached = _sweepEnd;
    }

    /// <summary>The next entries without a seal, by position; <see cref="Most"/> or more when there may be others.</summary>
    public List<StoredEntry> Find()
    {
        var (last, writers) = (Number(Last), Holders());
        if (_reached == _recent.Floor)
        {
            // One promise for the whole way from the horizon to the end, however many steps it takes.
            _promised = _recent.Observe(last, writers);
        }

        var found = Between(_reached, long.MaxValue);
        _isWhole = found.Count < Most;
        _sweptNext = _swept;
        if (_isWhole && _swept < _sweepEnd && _older.Observe(_sweepEnd, writers) is not null)
        {
            var end = Math.Min(_swept + Piece, _sweepEnd);
            var older = Between(_swept, end);
            _sweptNext = older.Count < Most ? end : _swept;
            found.InsertRange(0, older);
        }

        return found;
    }

    /// <summary>What was found is sealed, durably.</summary>
    /// <param name="found">What was found.</param>
    public void Sealed(List<StoredEntry> found)
    {
        _swept = _sweptNext;
        if (!_isWhole)
        {
            _reached = found[^1].Position;
            return;
        }

        if (_promised is { } promised)
        {
            _recent.Rise(promised);
        }

        _reached = _recent.Floor;
    }

    private List<StoredEntry> Between(long above, long end) => StoredEntry.ReadSealed(
        _connection, _schema, "WHERE e.Position > @above AND e.Position <= @end AND s.Position IS NULL ORDER BY e.Position LIMIT @most",
            ("@above", above), ("@end", end), ("@most", Most));

    private List<string> Holders()
    {
        using var command = new NpgsqlCommand(Writers, _connection);
        using var reader = command.ExecuteReader();
        var holders = new List<string>();
        while (reader.Read())
        {
            holders.Add(reader.GetString(0));
        }

        return holders;
    }

    private long Number(string sql)
    {
#pragma warning disable CA2100 // The text is this code's own.
        using var command = new NpgsqlCommand(sql, _connection);
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }
}
