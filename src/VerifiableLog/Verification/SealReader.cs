using System.Data.Common;
using Enterprise.VerifiableLog.Store;

namespace Enterprise.VerifiableLog.Verification;

/// <summary>Reads seals with their entries, without computing anything: another thread does that.</summary>
internal sealed class SealReader(DbConnection connection, LogSchema schema, string? tenant)
{
    private const string ByOrdinal = "WHERE s.Ordinal > @after AND s.Ordinal <= @until ORDER BY s.Ordinal LIMIT @count";
    private const string BySequence =
        "WHERE s.Tenant = @tenant AND s.Sequence > @after AND s.Sequence <= @until ORDER BY s.Sequence LIMIT @count";

    private readonly EntrySql _sql = EntrySql.Of(schema);
    private readonly HashSet<string> _tenants = new(StringComparer.Ordinal);
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    /// <summary>
    /// Fills the rows with the seals of all chains after an ordinal; with their entries, those of the tenant alone where there is one.
    /// </summary>
    public void ReadAll(DbTransaction moment, SealedRows rows, long after, long until) =>
        Read(moment, rows, (tenant is null
            ? _sql.Seals : _sql.Seals.Replace(EntrySql.OfSeal, $"{EntrySql.OfSeal} AND s.Tenant = @tenant", StringComparison.Ordinal))
            + ByOrdinal, after, until);

    /// <summary>Fills the rows with the seals of the tenant's chain after a number.</summary>
    public void ReadChain(DbTransaction moment, SealedRows rows, long after, long until) =>
        Read(moment, rows, _sql.Seals + BySequence, after, until);

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
        row.Clear();
        row.Ordinal = columns.Number(EntrySql.Ordinal);
        try
        {
            _tenants.Add(row.Tenant = columns.Name(EntrySql.Tenant, _tenants));
            row.Sequence = columns.Number(EntrySql.Sequence);
            row.Epoch = checked((int)columns.Number(EntrySql.Epoch));
            row.Places.Hash = Bytes(row, columns, EntrySql.Hash);
            row.HasEntry = !columns.IsNull(EntrySql.Position);
            if (row.HasEntry)
            {
                FillEntry(row, columns);
            }

            row.Fault = row.Hash.SequenceEqual(row.Of(row.Places.Hash)) ? null : "cannot be read (its hash has another length)";
        }
        catch (Exception fault) when (
            fault is InvalidCastException or FormatException or OverflowException or ArgumentException or InvalidOperationException)
        {
            row.Fault = $"cannot be read ({fault.Message})";
        }
    }

    private void FillEntry(SealedRow row, Columns columns)
    {
        var text = row.Text;
        row.IsOfItsTenant = columns.Number(EntrySql.IsOfItsTenant) == 1;
        foreach (var part in schema.Parts)
        {
            row.Parts[part.Index].Commitment = Bytes(row, columns, _sql.Commitment(part));
        }

        var start = text.Length;
        columns.AddText(EntrySql.EntryTenant, text);
        var id = text.Length;
        columns.AddId(EntrySql.Id, text);
        row.Places.Id = id..text.Length;
        text.Add(row.At = columns.Number(EntrySql.At));
        Add(schema.Sealed, EntrySql.FirstField);
        foreach (var part in row.Parts)
        {
            _ = row.Of(part.Commitment) is { IsEmpty: false } commitment ? text.AddHex(commitment) : text.Add((string?)null);
        }

        row.Places.Fields = start..text.Length;
        foreach (var part in schema.Parts)
        {
            var (found, salt, receipt) = (row.Parts[part.Index], _sql.Salt(part), _sql.ReceiptKey(part));
            found.IsThere = !columns.IsNull(salt);
            if (found.IsThere)
            {
                found.Salt = Bytes(row, columns, salt);
                start = text.Length;
                Add(part.Fields, salt + 1);
                found.Fields = start..text.Length;
                row.IsFiledWithIt &= columns.Number(_sql.IsFiledWithIt(part)) == 1;
            }

            if (!columns.IsNull(receipt))
            {
                found.Receipt = new(columns.Name(receipt, _keys), row.Of(Bytes(row, columns, receipt + 1)).ToArray());
                row.IsFiledWithIt &= columns.Number(receipt + 2) == 1;
            }
        }

        void Add(IReadOnlyList<LogField> fields, int first)
        {
            for (var index = 0; index < fields.Count; index++)
            {
                _ = fields[index].Kind == LogFieldKind.Text
                    ? columns.AddText(first + index, text) : text.Add(columns.Number(first + index));
            }
        }
    }

    private static Range Bytes(SealedRow row, Columns columns, int column)
    {
        var start = row.Text.Length;
        columns.AddBytes(column, row.Text);
        return start..row.Text.Length;
    }
}

/// <summary>A piece of the log: rows that are used again for another piece.</summary>
internal sealed class SealedRows(LogSchema schema)
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
            _rows.Add(new(schema));
        }

        return _rows[Count++];
    }

    public void Clear() => Count = 0;
}
