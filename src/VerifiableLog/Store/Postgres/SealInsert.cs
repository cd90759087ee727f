using System.Data;
using Npgsql;
using NpgsqlTypes;

namespace Enterprise.VerifiableLog.Store.Postgres;

/// <summary>
/// Adds seals in one statement, and only onto the end that the sealer knows, in the epoch that it knows. A second sealer at the
/// same moment violates the unique keys: an ordinal, and a sequence of a tenant, exist once.
/// </summary>
internal sealed class SealInsert : IDisposable
{
    private static readonly IReadOnlyList<Column<SealRow>> Columns =
    [
        new Column<SealRow, long>("ordinal", NpgsqlDbType.Bigint, seal => seal.Ordinal),
        new Column<SealRow, string>("tenant", NpgsqlDbType.Text, seal => seal.Tenant),
        new Column<SealRow, long>("sequence", NpgsqlDbType.Bigint, seal => seal.Sequence),
        new Column<SealRow, int>("epoch", NpgsqlDbType.Integer, seal => seal.Epoch),
        new Column<SealRow, long>("position", NpgsqlDbType.Bigint, seal => seal.Position),
        new Column<SealRow, byte[]>("hash", NpgsqlDbType.Bytea, seal => seal.Hash),
    ];

    private static readonly string Text = $"""
        INSERT INTO seals ({Columns.Names()}) SELECT {Columns.Names()} FROM {Columns.Table()}
        WHERE (SELECT coalesce(max(ordinal), 0) FROM seals) = ${Columns.Count + 1}
        AND coalesce((SELECT epoch FROM checkpoints ORDER BY number DESC LIMIT 1), 1) = ${Columns.Count + 2}
        """;

    private readonly NpgsqlCommand _command;

    public SealInsert(NpgsqlConnection connection)
    {
        _command = new NpgsqlCommand(Text, connection);
        foreach (var column in Columns)
        {
            _command.Parameters.Add(column.NewParameter());
        }

        _command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = 0 });
        _command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = 0 });
        _command.Prepare();
    }

    /// <summary>Makes the seals durable, all or none.</summary>
    /// <exception cref="DBConcurrencyException">Another sealer has sealed meanwhile, or another epoch has begun.</exception>
    public void Run(IReadOnlyList<SealRow> seals)
    {
        Columns.Fill(_command.Parameters, seals);
        ((NpgsqlParameter<long>)_command.Parameters[Columns.Count]).TypedValue = seals[0].Ordinal - 1;
        ((NpgsqlParameter<int>)_command.Parameters[Columns.Count + 1]).TypedValue = seals[0].Epoch;
        if (_command.ExecuteNonQuery() != seals.Count)
        {
            throw new DBConcurrencyException("The chains do not end where this sealer left them.");
        }
    }

    public void Dispose() => _command.Dispose();
}
