using System.Data.Common;
using Enterprise.Domain.AccessLog.Integrity;

namespace Enterprise.Infrastructure.AccessLog.Verifying;

/// <summary>Reads seals with their entries, without reckoning anything: that is for another thread.</summary>
internal sealed class SealReader(DbConnection connection, string? tenant)
{
    public const int Chunk = 4_000;

    private const string Sql = """
        SELECT s.Ordinal, s.Tenant, s.Sequence, s.Epoch, s.Hash, e.Position, coalesce(e.Tenant, '') = s.Tenant, e.Tenant, e.Id, e.At, e.TenantAsSeen, e.Subtenant, e.Action, e.Outcome,
            e.Reason, e.Resource, e.ResourceName, e.Items, e.Occurrences, e.Remark, e.RequestId, e.Issuer, e.Client, e.TokenHash, e.Roles, e.Node, e.Version,
            e.SubjectCommitment, e.DetailCommitment, u.Salt, u.UserId, u.UserName, u.Address, u.Forwarded, u.IsForwardedTrusted, u.UserAgent,
            u.Tenant IS NOT DISTINCT FROM e.Tenant AND u.At = e.At, d.Salt, d.Text,
            d.Tenant IS NOT DISTINCT FROM e.Tenant
        FROM Seals s LEFT JOIN Entries e ON e.Position = s.Position
        LEFT JOIN Subjects u ON u.Position = e.Position LEFT JOIN Details d ON d.Position = e.Position

        """;

    private const string ByOrdinal = "WHERE s.Ordinal > @after AND s.Ordinal <= @until ORDER BY s.Ordinal LIMIT @count";
    private const string BySequence = "WHERE s.Tenant = @tenant AND s.Sequence > @after AND s.Sequence <= @until ORDER BY s.Sequence LIMIT @count";

    private readonly CanonicalText _text = new();

    /// <summary>The seals of all chains after an ordinal, at most <see cref="Chunk"/>; with their entries, those of the tenant alone where there is one.</summary>
    public List<SealedRow> ReadAll(DbTransaction moment, long after, long until) =>
        Read(moment, tenant is null ? Sql + ByOrdinal : Sql.Replace("s.Position", "s.Position AND s.Tenant = @tenant", StringComparison.Ordinal) + ByOrdinal, after, until);

    /// <summary>The seals of the tenant's chain after a number, at most <see cref="Chunk"/>.</summary>
    public List<SealedRow> ReadChain(DbTransaction moment, long after, long until) => Read(moment, Sql + BySequence, after, until);

    private List<SealedRow> Read(DbTransaction moment, string sql, long after, long until)
    {
        using var command = connection.CreateCommand();
        command.Transaction = moment;
#pragma warning disable CA2100 // The texts above alone.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.With("@after", after).With("@until", until).With("@count", Chunk);
        if (tenant is not null)
        {
            command.With("@tenant", tenant);
        }

        using var reader = command.ExecuteReader();
        var columns = Columns.Of(reader);
        var rows = new List<SealedRow>(Chunk);
        while (reader.Read())
        {
            rows.Add(Row(columns));
        }

        return rows;
    }

    private SealedRow Row(Columns columns)
    {
        var row = new SealedRow { Ordinal = columns.Number(0) };
        try
        {
            row.Tenant = columns.Text(1);
            row.Sequence = columns.Number(2);
            row.Epoch = checked((int)columns.Number(3));
            row.Hash = columns.Bytes(4) is { Length: Chain.HashLength } hash ? hash : throw new FormatException("its hash has another length");
            row.HasEntry = !columns.IsNull(5);
            if (row.HasEntry)
            {
                Fill(row, columns);
            }
        }
        catch (Exception fault) when (fault is InvalidCastException or FormatException or OverflowException or ArgumentException or InvalidOperationException)
        {
            row.IsReadable = false;
            row.Fault = $"cannot be read ({fault.Message})";
        }

        return row;
    }

    private void Fill(SealedRow row, Columns columns)
    {
        row.IsOfItsTenant = columns.Number(6) == 1;
        row.SubjectCommitment = columns.Bytes(27);
        row.DetailCommitment = columns.Bytes(28);
        row.Fields = Fields(columns, row);
        if (!columns.IsNull(29))
        {
            (row.SubjectSalt, row.Subject) = (columns.Bytes(29), Subject(columns));
            row.IsFiledWithIt &= columns.Number(36) == 1;
        }

        if (!columns.IsNull(37))
        {
            _text.Begin();
            columns.AddText(38, _text);
            (row.DetailSalt, row.Detail) = (columns.Bytes(37), _text.AsSpan().ToArray());
            row.IsFiledWithIt &= columns.Number(39) == 1;
        }
    }

    private byte[] Fields(Columns columns, SealedRow row)
    {
        _text.Begin();
        columns.AddText(7, _text);
        columns.AddId(8, _text);
        _text.Add(columns.Number(9));
        AddTexts(columns, 10, 16);
        _text.Add(columns.Number(17)).Add(columns.Number(18));
        AddTexts(columns, 19, 26);
        Chain.AddCommitments(row.SubjectCommitment, row.DetailCommitment, _text);
        return _text.AsSpan().ToArray();
    }

    private byte[] Subject(Columns columns)
    {
        _text.Begin();
        AddTexts(columns, 30, 33);
        _text.Add(columns.Number(34));
        columns.AddText(35, _text);
        return _text.AsSpan().ToArray();
    }

    private void AddTexts(Columns columns, int first, int last)
    {
        for (var column = first; column <= last; column++)
        {
            columns.AddText(column, _text);
        }
    }
}

/// <summary>Commands with values.</summary>
internal static class CommandValues
{
    public static DbCommand With(this DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
        return command;
    }
}
