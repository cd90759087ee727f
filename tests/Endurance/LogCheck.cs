using System.Globalization;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.AccessLog.Integrity;
using Enterprise.Domain.Tenancy;
using Microsoft.Data.Sqlite;

namespace Enterprise.Endurance;

/// <summary>
/// Reads the log's file past the application and reckons every chain again from the tables. It goes on where it stopped the last time; a new one begins at the beginning.
/// </summary>
internal sealed class LogCheck
{
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
        command.CommandText = """
            SELECT l.Ordinal, l.Tenant AS Chain, l.Sequence, l.Epoch, l.Hash, e.*, s.Salt AS SubjectSalt, s.UserId, s.UserName, s.Address, s.Forwarded, s.IsForwardedTrusted, s.UserAgent,
                d.Salt AS DetailSalt, d.Text AS Detail
            FROM Seals l LEFT JOIN Entries e ON e.Position = l.Position LEFT JOIN Subjects s ON s.Position = l.Position LEFT JOIN Details d ON d.Position = l.Position
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

        if (row.Text("Id") is not { } id || row.Bytes("SubjectSalt") is not { } salt)
        {
            Faults.Add($"seal {row.Number("Ordinal")} has no entry or nobody's");
            return;
        }

        var entry = Entry(row, id);
        Duplicates += (_ids.Add(id) ? 0 : 1) + (_requests.Add(entry.RequestId) ? 0 : 1);
        var (subject, detail) = (Commitment.To(salt, entry.Subject!, _text), entry.Detail is null ? null : Commitment.To(row.Bytes("DetailSalt"), entry.Detail, _text));
        var previous = head.Hash is null || head.Epoch != epoch ? Chain.Start(entry.Tenant?.Value, epoch, head.Hash ?? new byte[Chain.HashLength], _text) : head.Hash;
        var hash = Chain.Next(previous, Chain.Leaf(entry, sequence, subject, detail, _text));
        _heads[chain] = (sequence, epoch, hash);
        if (!hash.AsSpan().SequenceEqual(row.Bytes("Hash")))
        {
            Faults.Add($"entry {sequence} of chain '{chain}' does not give its hash");
        }
    }

    private static AccessEntry Entry(Row row, string id) => new()
    {
        Id = Guid.Parse(id, CultureInfo.InvariantCulture),
        At = DateTimeOffset.UnixEpoch.AddTicks(row.Number("At") * TimeSpan.TicksPerMicrosecond),
        Tenant = row.Text("Tenant") is { } tenant ? TenantId.Parse(tenant) : null,
        TenantAsSeen = row.Text("TenantAsSeen") is { } seen ? TenantId.Parse(seen) : null,
        Subtenant = row.Text("Subtenant") is { } subtenant ? SubtenantId.Parse(subtenant) : null,
        Subject = new(row.Text("UserId"), row.Text("UserName"), row.Text("Address"), row.Text("Forwarded"), row.Number("IsForwardedTrusted") == 1, row.Text("UserAgent")),
        Authentication = new(row.Text("Issuer"), row.Text("Client"), row.Text("TokenHash"), row.Text("Roles")),
        Action = Enum.Parse<AccessAction>(row.Text("Action")!),
        Outcome = Enum.Parse<AccessOutcome>(row.Text("Outcome")!),
        Reason = row.Text("Reason"),
        Resource = row.Text("Resource"),
        ResourceName = row.Text("ResourceName"),
        Detail = row.Text("Detail"),
        Items = (int)row.Number("Items"),
        Occurrences = (int)row.Number("Occurrences"),
        Remark = row.Text("Remark"),
        RequestId = row.Text("RequestId")!,
        Node = row.Text("Node")!,
        Version = row.Text("Version")!,
    };

    /// <summary>The row that is being read, by the names of its columns.</summary>
    private sealed class Row(SqliteDataReader reader)
    {
        private readonly Dictionary<string, int> _columns =
            Enumerable.Range(0, reader.FieldCount).GroupBy(reader.GetName, StringComparer.Ordinal).ToDictionary(name => name.Key, name => name.First(), StringComparer.Ordinal);

        public string? Text(string name) => reader.IsDBNull(_columns[name]) ? null : reader.GetString(_columns[name]);

        public long Number(string name) => reader.IsDBNull(_columns[name]) ? 0 : reader.GetInt64(_columns[name]);

        public byte[]? Bytes(string name) => reader.IsDBNull(_columns[name]) ? null : (byte[])reader.GetValue(_columns[name]);
    }
}
