using Npgsql;
using NpgsqlTypes;

namespace Enterprise.Infrastructure.AccessLog.Store.Postgres;

/// <summary>
/// Adds a batch of entries with their personal parts in one statement; the sequence gives their positions. The statement holds the lock of the table
/// before it takes a position: the sealer's <see cref="Horizon"/> rests on that.
/// </summary>
internal sealed class EntryInsert : IDisposable
{
    private static readonly IReadOnlyList<Column<Committed>> Entry =
    [
        Of("id", NpgsqlDbType.Uuid, row => row.Entry.Id),
        Of("at", NpgsqlDbType.Bigint, row => Microseconds.Of(row.Entry.At)),
        Of("tenant", NpgsqlDbType.Text, row => row.Entry.Tenant?.Value),
        Of("tenantasseen", NpgsqlDbType.Text, row => row.Entry.TenantAsSeen?.Value),
        Of("subtenant", NpgsqlDbType.Text, row => row.Entry.Subtenant?.Value),
        Of("action", NpgsqlDbType.Text, row => row.Entry.Action.ToString()),
        Of("outcome", NpgsqlDbType.Text, row => row.Entry.Outcome.ToString()),
        Of("reason", NpgsqlDbType.Text, row => row.Entry.Reason),
        Of("resource", NpgsqlDbType.Text, row => row.Entry.Resource),
        Of("resourcename", NpgsqlDbType.Text, row => row.Entry.ResourceName),
        Of("items", NpgsqlDbType.Integer, row => row.Entry.Items),
        Of("occurrences", NpgsqlDbType.Integer, row => row.Entry.Occurrences),
        Of("remark", NpgsqlDbType.Text, row => row.Entry.Remark),
        Of("requestid", NpgsqlDbType.Text, row => row.Entry.RequestId),
        Of("issuer", NpgsqlDbType.Text, row => row.Entry.Authentication?.Issuer),
        Of("client", NpgsqlDbType.Text, row => row.Entry.Authentication?.Client),
        Of("tokenhash", NpgsqlDbType.Text, row => row.Entry.Authentication?.TokenHash),
        Of("roles", NpgsqlDbType.Text, row => row.Entry.Authentication?.Roles),
        Of("node", NpgsqlDbType.Text, row => row.Entry.Node),
        Of("version", NpgsqlDbType.Text, row => row.Entry.Version),
        Of("subjectcommitment", NpgsqlDbType.Bytea, row => row.SubjectCommitment),
        Of("detailcommitment", NpgsqlDbType.Bytea, row => row.DetailCommitment),
    ];

    private static readonly IReadOnlyList<Column<Committed>> Subject =
    [
        Of("salt", NpgsqlDbType.Bytea, row => row.SubjectSalt),
        Of("userid", NpgsqlDbType.Text, row => row.Subject.UserId),
        Of("username", NpgsqlDbType.Text, row => row.Subject.UserName),
        Of("address", NpgsqlDbType.Text, row => row.Subject.Address),
        Of("forwarded", NpgsqlDbType.Text, row => row.Subject.Forwarded),
        Of("isforwardedtrusted", NpgsqlDbType.Boolean, row => row.Subject.IsForwardedTrusted),
        Of("useragent", NpgsqlDbType.Text, row => row.Subject.UserAgent),
    ];

    private static readonly IReadOnlyList<Column<Committed>> Detail =
        [Of("detailsalt", NpgsqlDbType.Bytea, row => row.DetailSalt), Of("detailtext", NpgsqlDbType.Text, row => row.Entry.Detail)];

    private static readonly IReadOnlyList<Column<Committed>> All = [.. Entry, .. Subject, .. Detail];

    private static readonly string Text = $"""
        WITH given AS MATERIALIZED (SELECT nextval('entries_position_seq') AS position, given.* FROM {All.Table()}),
        entry AS (INSERT INTO entries (position, {Entry.Names()}) SELECT position, {Entry.Names()} FROM given),
        subject AS (INSERT INTO subjects (position, tenant, at, {Subject.Names()}) SELECT position, tenant, at, {Subject.Names()} FROM given)
        INSERT INTO details (position, tenant, salt, text) SELECT position, tenant, {Detail.Names()} FROM given WHERE detailtext IS NOT NULL
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

    public void Run(NpgsqlTransaction transaction, IReadOnlyList<Committed> rows)
    {
        All.Fill(_command.Parameters, rows);
        _command.Transaction = transaction;
        _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();

    private static Column<Committed, TValue> Of<TValue>(string name, NpgsqlDbType type, Func<Committed, TValue> of) => new(name, type, of);
}
