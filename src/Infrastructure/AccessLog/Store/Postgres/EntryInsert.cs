using Enterprise.VerifiableLog.Integrity;
using Npgsql;
using NpgsqlTypes;

namespace Enterprise.Infrastructure.AccessLog.Store.Postgres;

/// <summary>
/// Adds a batch of entries with their personal parts in one statement; the sequence gives their positions. The statement holds the lock of the table
/// before it takes a position: the sealer's <see cref="Horizon"/> rests on that.
/// </summary>
internal sealed class EntryInsert : IDisposable
{
    private static readonly LogSchema Schema = AccessLogContext.Schema;

    private static readonly IReadOnlyList<Column<PreparedEntry>> Entry =
    [
        Of("id", NpgsqlDbType.Uuid, row => row.Entry.Id),
        Of("at", NpgsqlDbType.Bigint, row => row.Entry.At),
        Of("tenant", NpgsqlDbType.Text, row => row.Entry.Tenant),
        .. Schema.Sealed.Select(field => Of(Lower(field.Column), field)),
        .. Schema.Parts.Select(part => Of(Lower(part.Commitment), NpgsqlDbType.Bytea, row => row.Commitments[part.Index])),
    ];

    /// <summary>The salt and the fields of each personal part, under names that no other part has.</summary>
    private static readonly IReadOnlyList<IReadOnlyList<Column<PreparedEntry>>> Parts =
        [.. Schema.Parts.Select(part => (IReadOnlyList<Column<PreparedEntry>>)
        [
            Of(Given(part, "salt"), NpgsqlDbType.Bytea, row => row.Salts[part.Index]), .. part.Fields.Select(field => Of(Given(part, Lower(field.Column)), field)),
        ])];

    private static readonly IReadOnlyList<Column<PreparedEntry>> All = [.. Entry, .. Parts.SelectMany(part => part)];

    private static readonly string Text = $"""
        WITH given AS MATERIALIZED (SELECT nextval('entries_position_seq') AS position, given.* FROM {All.Table()}),
        {string.Join(", ", Schema.Parts.Select(part => $"part{part.Index} AS ({Insert(part)})"))}
        INSERT INTO entries (position, {Entry.Names()}) SELECT position, {Entry.Names()} FROM given
        """;

    private readonly NpgsqlCommand _command;

    public EntryInsert(NpgsqlConnection connection)
    {
        _command = new NpgsqlCommand(Text, connection);
        foreach (var column in All)
        {
            _command.Parameters.Add(column.NewParameter());
        }

        _command.Prepare();
    }

    public void Run(NpgsqlTransaction transaction, IReadOnlyList<PreparedEntry> rows)
    {
        All.Fill(_command.Parameters, rows);
        _command.Transaction = transaction;
        _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();

    private static string Insert(LogPart part) =>
        $"INSERT INTO {Lower(part.Table)} (position, tenant, at, salt, {string.Join(", ", part.Fields.Select(field => Lower(field.Column)))}) "
        + $"SELECT position, tenant, at, {Parts[part.Index].Names()} FROM given WHERE {Given(part, "salt")} IS NOT NULL";

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

    private static Column<PreparedEntry, TValue> Of<TValue>(string name, NpgsqlDbType type, Func<PreparedEntry, TValue> of) => new(name, type, of);
}
