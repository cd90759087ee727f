using Enterprise.VerifiableLog;
using System.Globalization;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.Infrastructure.AccessLog;
using Microsoft.Data.Sqlite;

namespace Enterprise.Endurance;

/// <summary>
/// Reads the log's file past the application and recomputes every chain from the tables. It goes on where it stopped the last time; a new
/// one begins at the beginning.
/// </summary>
internal sealed class LogCheck
{
    private static readonly LogSchema Schema = AccessSchema.Schema;

    private readonly CanonicalText _text = new();
    private readonly Dictionary<string, (long Sequence, int Epoch, byte[] Hash)> _heads = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _requests = new(StringComparer.Ordinal);
    private long _ordinal;

    /// <summary>What is wrong, one line each.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>How many entries were found.</summary>
    public int Entries => _ids.Count;

    /// <summary>How many ids of entries or requests stood there twice.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Whether a request has its entry.</summary>
    public bool Has(string requestId) => _requests.Contains(requestId);

    /// <summary>Reads what was added since the last time.</summary>
    public LogCheck Read(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT l.Ordinal, l.Tenant AS Chain, l.Sequence, l.Epoch, l.Hash, e.Id, e.At, {string.Join(", ", Schema.Fields.Select(field => $"{field.Part ?? "e"}.{field.Column} AS {field.Name}"))},
                {string.Join(", ", Schema.Parts.Select(part => $"{part.Name}.Salt AS {part.Name}Salt"))}
            FROM Seals l LEFT JOIN Entries e ON e.Position = l.Position
            {string.Join(" ", Schema.Parts.Select(part => $"LEFT JOIN {part.Table} {part.Name} ON {part.Name}.Position = l.Position"))}
            WHERE l.Ordinal > @0 ORDER BY l.Ordinal
            """;
        command.Parameters.AddWithValue("@0", _ordinal);
        using var reader = command.ExecuteReader();
        var row = new Row(reader);
        while (reader.Read())
        {
            Judge(row);
        }

        return this;
    }

    /// <summary>Asks the database whether its pages hold together, and whether every entry is sealed.</summary>
    public LogCheck ReadWhole(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT (SELECT group_concat(integrity_check, '; ') FROM pragma_integrity_check) || ', unsealed ' || (SELECT count(*) FROM Entries WHERE Position NOT IN (SELECT Position FROM Seals))";
        if (command.ExecuteScalar() as string is var verdict && verdict != "ok, unsealed 0")
        {
            Faults.Add($"the database says: {verdict}");
        }

        return Read(file);
    }

    private void Judge(Row row)
    {
        var (chain, sequence, epoch) = (row.Text("Chain")!, row.Number("Sequence"), (int)row.Number("Epoch"));
        _ = _heads.TryGetValue(chain, out var head);
        if (row.Number("Ordinal") != ++_ordinal || sequence != head.Sequence + 1)
        {
            Faults.Add($"seal {row.Number("Ordinal")} of chain '{chain}' has number {sequence} after {head.Sequence}");
        }

        if (row.Text("Id") is not { } id || Schema.Parts.Any(part => part.IsRequired && row.Bytes($"{part.Name}Salt") is null))
        {
            Faults.Add($"seal {row.Number("Ordinal")} has no entry, or one without a person");
            return;
        }

        var entry = LogEntry.Stored(Schema, Guid.Parse(id, CultureInfo.InvariantCulture), row.Number("At"), chain, [.. Schema.Fields.Select(row.Value)]);
        Duplicates += (_ids.Add(id) ? 0 : 1) + (_requests.Add(entry.Text("requestId")!) ? 0 : 1);
        var previous = head.Hash is null || head.Epoch != epoch ? Chain.Start(chain, epoch, head.Hash ?? new byte[Chain.HashLength], _text) : head.Hash;
        byte[]?[] commitments = [.. Schema.Parts.Select(part => row.Bytes($"{part.Name}Salt") is { } salt ? Commitment.To(salt, entry, part, _text) : null)];
        var hash = Chain.Next(previous, Chain.Leaf(entry, sequence, commitments, _text));
        _heads[chain] = (sequence, epoch, hash);
        if (!hash.AsSpan().SequenceEqual(row.Bytes("Hash")))
        {
            Faults.Add($"entry {sequence} of chain '{chain}' does not give its hash");
        }
    }

    /// <summary>The row that is being read, by the names of its columns.</summary>
    private sealed class Row(SqliteDataReader reader)
    {
        private readonly Dictionary<string, int> _columns =
            Enumerable.Range(0, reader.FieldCount).GroupBy(reader.GetName, StringComparer.Ordinal).ToDictionary(name => name.Key, name => name.First(), StringComparer.Ordinal);

        public object? Value(LogField field) => field.Kind switch
        {
            LogFieldKind.Number => Number(field.Name),
            LogFieldKind.Flag => Number(field.Name) == 1,
            _ => Text(field.Name),
        };

        public string? Text(string name) => reader.IsDBNull(_columns[name]) ? null : reader.GetString(_columns[name]);

        public long Number(string name) => reader.IsDBNull(_columns[name]) ? 0 : reader.GetInt64(_columns[name]);

        public byte[]? Bytes(string name) => reader.IsDBNull(_columns[name]) ? null : (byte[])reader.GetValue(_columns[name]);
    }
}
