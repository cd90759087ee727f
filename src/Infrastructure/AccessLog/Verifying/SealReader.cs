using System.Data.Common;
using Enterprise.Domain.AccessLog.Integrity;

namespace Enterprise.Infrastructure.AccessLog.Verifying;

/// <summary>Reads seals with their entries, without reckoning anything: that is for another thread.</summary>
internal sealed class SealReader(DbConnection connection, string? tenant)
{
    private const string OfSeal = "e.Position = s.Position";

    private const string Sql = $"""
        SELECT s.Ordinal, s.Tenant, s.Sequence, s.Epoch, s.Hash, e.Position, coalesce(e.Tenant, '') = s.Tenant, e.Tenant, e.Id, e.At, e.TenantAsSeen, e.Subtenant, e.Action, e.Outcome,
            e.Reason, e.Resource, e.ResourceName, e.Items, e.Occurrences, e.Remark, e.RequestId, e.Issuer, e.Client, e.TokenHash, e.Roles, e.Node, e.Version,
            e.SubjectCommitment, e.DetailCommitment, u.Salt, u.UserId, u.UserName, u.Address, u.Forwarded, u.IsForwardedTrusted, u.UserAgent,
            u.Tenant IS NOT DISTINCT FROM e.Tenant AND u.At = e.At, d.Salt, d.Text,
            d.Tenant IS NOT DISTINCT FROM e.Tenant, m.Key, m.Signature, m.Tenant IS NOT DISTINCT FROM e.Tenant, n.Key, n.Signature, n.Tenant IS NOT DISTINCT FROM e.Tenant
        FROM Seals s LEFT JOIN Entries e ON {OfSeal}
        LEFT JOIN Subjects u ON u.Position = e.Position LEFT JOIN Details d ON d.Position = e.Position
        LEFT JOIN Erasures m ON m.Position = e.Position AND m.Part = 'subject' LEFT JOIN Erasures n ON n.Position = e.Position AND n.Part = 'detail'

        """;

    private const string ByOrdinal = "WHERE s.Ordinal > @after AND s.Ordinal <= @until ORDER BY s.Ordinal LIMIT @count";
    private const string BySequence = "WHERE s.Tenant = @tenant AND s.Sequence > @after AND s.Sequence <= @until ORDER BY s.Sequence LIMIT @count";

    private readonly HashSet<string> _tenants = new(StringComparer.Ordinal);
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    /// <summary>Fills the rows with the seals of all chains after an ordinal; with their entries, those of the tenant alone where there is one.</summary>
    public void ReadAll(DbTransaction moment, SealedRows rows, long after, long until) =>
        Read(moment, rows, tenant is null ? Sql + ByOrdinal : Sql.Replace(OfSeal, OfSeal + " AND s.Tenant = @tenant", StringComparison.Ordinal) + ByOrdinal, after, until);

    /// <summary>Fills the rows with the seals of the tenant's chain after a number.</summary>
    public void ReadChain(DbTransaction moment, SealedRows rows, long after, long until) => Read(moment, rows, Sql + BySequence, after, until);

    private void Read(DbTransaction moment, SealedRows rows, string sql, long after, long until)
    {
        using var command = connection.CreateCommand();
        command.Transaction = moment;
#pragma warning disable CA2100 // The texts above alone.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.With("@after", after).With("@until", until).With("@count", SealedRows.Most);
        if (tenant is not null)
        {
            command.With("@tenant", tenant);
        }

        using var reader = command.ExecuteReader();
        var columns = Columns.Of(reader);
        while (reader.Read())
        {
            Fill(rows.Add(), columns);
        }
    }

    private void Fill(SealedRow row, Columns columns)
    {
        var text = row.Clear();
        row.Ordinal = columns.Number(0);
        try
        {
            _tenants.Add(row.Tenant = columns.Name(1, _tenants));
            row.Sequence = columns.Number(2);
            row.Epoch = checked((int)columns.Number(3));
            row.Places.Hash = Bytes(4);
            row.HasEntry = !columns.IsNull(5);
            if (row.HasEntry)
            {
                FillEntry();
            }

            row.Fault = row.Hash.SequenceEqual(row.Of(row.Places.Hash)) ? null : "cannot be read (its hash has another length)";
        }
        catch (Exception fault) when (fault is InvalidCastException or FormatException or OverflowException or ArgumentException or InvalidOperationException)
        {
            row.Fault = $"cannot be read ({fault.Message})";
        }

        void FillEntry()
        {
            row.IsOfItsTenant = columns.Number(6) == 1;
            (row.Places.SubjectCommitment, row.Places.DetailCommitment) = (Bytes(27), Bytes(28));
            var start = text.Length;
            columns.AddText(7, text);
            var id = text.Length;
            columns.AddId(8, text);
            row.Places.Id = id..text.Length;
            text.Add(row.At = columns.Number(9));
            AddTexts(10, 16);
            text.Add(columns.Number(17)).Add(columns.Number(18));
            AddTexts(19, 26);
            Chain.AddCommitments(row.Of(row.Places.SubjectCommitment), row.Of(row.Places.DetailCommitment), text);
            row.Places.Fields = start..text.Length;
            row.HasSubject = !columns.IsNull(29);
            if (row.HasSubject)
            {
                row.Places.SubjectSalt = Bytes(29);
                start = text.Length;
                AddTexts(30, 33);
                text.Add(columns.Number(34));
                AddTexts(35, 35);
                row.Places.Subject = start..text.Length;
                row.IsFiledWithIt &= columns.Number(36) == 1;
            }

            row.HasDetail = !columns.IsNull(37);
            if (row.HasDetail)
            {
                row.Places.DetailSalt = Bytes(37);
                start = text.Length;
                AddTexts(38, 38);
                row.Places.Detail = start..text.Length;
                row.IsFiledWithIt &= columns.Number(39) == 1;
            }

            (row.SubjectMark, row.DetailMark) = (Mark(40), Mark(43));
        }

        Signature? Mark(int column)
        {
            if (columns.IsNull(column))
            {
                return null;
            }

            row.IsFiledWithIt &= columns.Number(column + 2) == 1;
            return new(columns.Name(column, _keys), row.Of(Bytes(column + 1)).ToArray());
        }

        Range Bytes(int column)
        {
            var start = text.Length;
            columns.AddBytes(column, text);
            return start..text.Length;
        }

        void AddTexts(int first, int last)
        {
            for (var column = first; column <= last; column++)
            {
                columns.AddText(column, text);
            }
        }
    }
}

/// <summary>A piece of the log: rows that are used again for another piece.</summary>
internal sealed class SealedRows
{
    public const int Most = 2_000;

    private readonly List<SealedRow> _rows = [];

    public int Count { get; private set; }

    public SealedRow this[int index] => _rows[index];

    /// <summary>The next row, as it was left.</summary>
    public SealedRow Add()
    {
        if (Count == _rows.Count)
        {
            _rows.Add(new());
        }

        return _rows[Count++];
    }

    public void Clear() => Count = 0;
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
