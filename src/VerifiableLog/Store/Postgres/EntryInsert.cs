using Enterprise.VerifiableLog.Integrity;
using Npgsql;
using NpgsqlTypes;

namespace Enterprise.VerifiableLog.Store.Postgres;

/// <summary>
/// Adds a batch of entries with their personal parts in one statement; the sequence gives their positions. The statement holds the lock of
/// the table before it takes a position: the sealer's <see cref="Horizon"/> rests on that.
/// </summary>
internal sealed class EntryInsert : IDisposable
{
    private readonly IReadOnlyList<Column<PreparedEntry>> _columns;
    private readonly NpgsqlCommand _command;

    public EntryInsert(NpgsqlConnection connection, LogSchema schema)
    {
        IReadOnlyList<Column<PreparedEntry>> entry =
        [
            Of("id", NpgsqlDbType.Uuid, row => row.Entry.Id),
            Of("at", NpgsqlDbType.Bigint, row => row.Entry.At),
            Of("tenant", NpgsqlDbType.Text, row => row.Entry.Tenant),
            .. schema.Sealed.Select(field => Of(Lower(field.Column), field)),
            .. schema.Parts.Select(part => Of(Lower(part.Commitment), NpgsqlDbType.Bytea, row => row.Commitments[part.Index])),
        ];
        var parts = schema.Parts.Select(ColumnsOf).ToList();
        _columns = [.. entry, .. parts.SelectMany(part => part)];
        List<string> given =
        [
            $"given AS MATERIALIZED (SELECT nextval('entries_position_seq') AS position, given.* FROM {_columns.Table()})",
            .. schema.Parts.Select(part => $"part{part.Index} AS ({Insert(part, parts[part.Index])})"),
        ];
#pragma warning disable CA2100 // The names are the schema's.
        _command = new NpgsqlCommand(
            $"WITH {string.Join(", ", given)} INSERT INTO entries (position, {entry.Names()}) SELECT position, {entry.Names()} FROM given",
                connection);
#pragma warning restore CA2100
        foreach (var column in _columns)
        {
            _command.Parameters.Add(column.NewParameter());
        }

        _command.Prepare();
    }

    public void Run(NpgsqlTransaction transaction, IReadOnlyList<PreparedEntry> rows)
    {
        _columns.Fill(_command.Parameters, rows);
        _command.Transaction = transaction;
        _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();

    /// <summary>The salt and the fields of a personal part, under names that no other part has.</summary>
    private static IReadOnlyList<Column<PreparedEntry>> ColumnsOf(LogPart part) =>
    [
        Of(Given(part, "salt"), NpgsqlDbType.Bytea, row => row.Salts[part.Index]),
        .. part.Fields.Select(field => Of(Given(part, Lower(field.Column)), field)),
    ];

    private static string Insert(LogPart part, IReadOnlyList<Column<PreparedEntry>> columns) =>
        $"INSERT INTO {Lower(part.Table)} (position, tenant, at, "
            + $"salt, {string.Join(", ", part.Fields.Select(field => Lower(field.Column)))}) "
        + $"SELECT position, tenant, at, {columns.Names()} FROM given WHERE {Given(part, "salt")} IS NOT NULL";

    private static string Given(LogPart part, string column) => $"part{part.Index}_{column}";

#pragma warning disable CA1308 // PostgreSQL's own way with names that are not quoted.
    private static string Lower(string name) => name.ToLowerInvariant();
#pragma warning restore CA1308

    private static Column<PreparedEntry> Of(string name, LogField field) => field.Kind switch
    {
        LogFieldKind.Number => Of(name, NpgsqlDbType.Bigint, row => row.Entry[field] as long? ?? 0),
        LogFieldKind.Flag => Of(name, NpgsqlDbType.Boolean, row => row.Entry[field] as bool? ?? false),
        _ => Of(name, NpgsqlDbType.Text, row => (string?)row.Entry[field]),
    };

    private static Column<PreparedEntry, TValue> Of<TValue>(string name, NpgsqlDbType type, Func<PreparedEntry, TValue> of) =>
        new(name, type, of);
}
