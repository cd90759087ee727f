using System.Data.Common;
using System.Globalization;
using Enterprise.VerifiableLog.Integrity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Enterprise.VerifiableLog.Store;

/// <summary>An entry as it is stored, with everything that belongs to it.</summary>
/// <param name="Position">The order in which entries became durable.</param>
/// <param name="Entry">The entry; the values of a part that was erased are null.</param>
/// <param name="Seal">Its place in its chain; null where it is not yet sealed.</param>
/// <param name="Commitments">The commitment to each personal part; null where it never had the part.</param>
/// <param name="Salts">The salt of each part; null where the part is not there.</param>
/// <param name="Receipts">The receipt of each part that was erased; null for others.</param>
internal sealed record StoredEntry(long Position, LogEntry Entry, SealRow? Seal, byte[]?[] Commitments, byte[]?[] Salts,
    Signature?[] Receipts)
{
    /// <summary>Reads entries with what belongs to them.</summary>
    /// <param name="context">The store.</param>
    /// <param name="condition">What follows <see cref="EntrySql.Entries"/>: conditions and order.</param>
    /// <param name="values">The condition's parameters.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<List<StoredEntry>> ReadAsync(
        LogContext context, string condition, IReadOnlyList<(string Name, object Value)> values, CancellationToken cancel)
    {
        await context.Database.OpenConnectionAsync(cancel);
        try
        {
            var sql = EntrySql.Of(context.Schema);
            await using var command = Command(context.Database.GetDbConnection(), sql.Entries + condition, values);
            command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
            command.CommandTimeout = context.Database.GetCommandTimeout() ?? command.CommandTimeout;
            await using var reader = await command.ExecuteReaderAsync(cancel);
            var found = new List<StoredEntry>();
            while (await reader.ReadAsync(cancel))
            {
                found.Add(Of(context.Schema, sql, reader, hasParts: true));
            }

            return found;
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Reads the entries at some positions, in no order.</summary>
    public static async Task<List<StoredEntry>> AtAsync(LogContext context, IReadOnlyCollection<long> positions,
        CancellationToken cancel) => positions.Count == 0
        ? []
        : await ReadAsync(context,
            $"WHERE e.Position IN ({string.Join(',', positions.Select(position => position.ToString(CultureInfo.InvariantCulture)))})", [],
            cancel);

    /// <summary>Reads entries without their personal parts, for sealing.</summary>
    public static List<StoredEntry> ReadSealed(DbConnection connection, LogSchema schema, string condition,
        params IReadOnlyList<(string Name, object Value)> values)
    {
        var sql = EntrySql.Of(schema);
        using var command = Command(connection, sql.SealedEntries + condition, values);
        using var reader = command.ExecuteReader();
        var found = new List<StoredEntry>();
        while (reader.Read())
        {
            found.Add(Of(schema, sql, reader, hasParts: false));
        }

        return found;
    }

    private static StoredEntry Of(LogSchema schema, EntrySql sql, DbDataReader row, bool hasParts)
    {
        var values = new object?[schema.Fields.Count];
        Fill(schema.Sealed, EntrySql.FirstField);
        var (commitments, salts, receipts) =
            (new byte[schema.Parts.Count][], new byte[schema.Parts.Count][], new Signature[schema.Parts.Count]);
        foreach (var part in schema.Parts)
        {
            commitments[part.Index] = Bytes(sql.Commitment(part))!;
            var first = sql.Salt(part);
            if (hasParts && Bytes(first) is { } salt)
            {
                salts[part.Index] = salt;
                Fill(part.Fields, first + 1);
            }

            if (hasParts && !row.IsDBNull(sql.ReceiptKey(part)))
            {
                receipts[part.Index] = new(row.GetString(sql.ReceiptKey(part)), Bytes(sql.ReceiptKey(part) + 1)!);
            }
        }

        var position = row.GetInt64(EntrySql.Position);
        var tenant = row.IsDBNull(EntrySql.EntryTenant) ? string.Empty : row.GetString(EntrySql.EntryTenant);
        var seal = row.IsDBNull(EntrySql.Ordinal) ? null : new SealRow
        {
            Ordinal = row.GetInt64(EntrySql.Ordinal), Tenant = row.GetString(EntrySql.Tenant), Sequence = row.GetInt64(EntrySql.Sequence),
            Epoch = row.GetInt32(EntrySql.Epoch), Position = position, Hash = Bytes(EntrySql.Hash)!,
        };
        var entry = LogEntry.Stored(schema, row.GetGuid(EntrySql.Id), row.GetInt64(EntrySql.At), tenant, values);
        return new(position, entry, seal, commitments, salts, receipts);

        byte[]? Bytes(int column) => row.IsDBNull(column) ? null : (byte[])row.GetValue(column);

        void Fill(IReadOnlyList<LogField> fields, int first)
        {
            for (var index = 0; index < fields.Count; index++)
            {
                var column = first + index;
                values[fields[index].Index] = row.IsDBNull(column) ? null : fields[index].Kind switch
                {
                    LogFieldKind.Number => row.GetInt64(column),
                    LogFieldKind.Flag => row.GetBoolean(column),
                    _ => row.GetString(column),
                };
            }
        }
    }

#pragma warning disable CA2100 // The text is this code's own.
    private static DbCommand Command(DbConnection connection, string sql, IReadOnlyList<(string Name, object Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.With(name, value);
        }

        return command;
    }
#pragma warning restore CA2100
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
