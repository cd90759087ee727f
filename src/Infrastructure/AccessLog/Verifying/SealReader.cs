using System.Data.Common;
using System.Security.Cryptography;
using Enterprise.Domain.AccessLog.Integrity;

namespace Enterprise.Infrastructure.AccessLog.Verifying;

/// <summary>
/// Reads seals with their entries in the order of their ordinals, and reckons the personal parts' commitments on the way. Text and numbers are taken as they
/// stand, without the types that the application would refuse them by.
/// </summary>
internal sealed class SealReader(DbConnection connection, string? tenant)
{
    public const int Chunk = 10_000;

    private const string Sql = """
        SELECT s.Ordinal, s.Tenant, s.Sequence, s.Epoch, s.Hash, e.Id, e.At, e.Tenant, e.TenantAsSeen, e.Subtenant, e.Action, e.Outcome, e.Reason, e.Resource, e.ResourceName,
            e.Items, e.Occurrences, e.Remark, e.RequestId, e.Issuer, e.Client, e.TokenHash, e.Roles, e.Node, e.Version, e.SubjectCommitment, e.DetailCommitment,
            u.Salt, u.UserId, u.UserName, u.Address, u.Forwarded, u.IsForwardedTrusted, u.UserAgent, d.Salt, d.Text, e.Position, u.Tenant, u.At
        FROM Seals s LEFT JOIN Entries e ON e.Position = s.Position {tenant}
        LEFT JOIN Subjects u ON u.Position = e.Position LEFT JOIN Details d ON d.Position = e.Position
        WHERE s.Ordinal > @after AND s.Ordinal <= @until ORDER BY s.Ordinal LIMIT 10000
        """;

    private readonly CanonicalText _text = new();

    /// <summary>The seals after an ordinal, at most <see cref="Chunk"/>.</summary>
    public List<SealedRow> Read(DbTransaction moment, long after, long until)
    {
        using var command = connection.CreateCommand();
        command.Transaction = moment;
#pragma warning disable CA2100 // Names from this code alone.
        command.CommandText = Sql.Replace("{tenant}", tenant is null ? string.Empty : "AND s.Tenant = @tenant", StringComparison.Ordinal);
#pragma warning restore CA2100
        command.With("@after", after).With("@until", until);
        if (tenant is not null)
        {
            command.With("@tenant", tenant);
        }

        using var reader = command.ExecuteReader();
        var rows = new List<SealedRow>(Chunk);
        while (reader.Read())
        {
            rows.Add(Row(reader));
        }

        return rows;
    }

    private SealedRow Row(DbDataReader reader)
    {
        var row = new SealedRow { Ordinal = reader.GetInt64(0) };
        try
        {
            row.Tenant = reader.GetString(1);
            row.Sequence = reader.GetInt64(2);
            row.Epoch = (int)reader.GetInt64(3);
            row.Hash = (byte[])reader.GetValue(4) is { Length: Chain.HashLength } hash ? hash : throw new FormatException("its hash has another length");
            row.HasEntry = !reader.IsDBNull(36);
            if (row.HasEntry)
            {
                Fill(row, reader);
            }
        }
        catch (Exception fault) when (fault is InvalidCastException or FormatException or OverflowException or ArgumentException or InvalidOperationException)
        {
            row.IsReadable = false;
            row.Fault = $"cannot be read ({fault.Message})";
        }

        return row;
    }

    private void Fill(SealedRow row, DbDataReader reader)
    {
        row.Fields = new()
        {
            Sequence = row.Sequence, Id = Id(reader.GetValue(5)), At = reader.GetInt64(6), Tenant = Text(reader, 7), TenantAsSeen = Text(reader, 8), Subtenant = Text(reader, 9),
            Action = reader.GetString(10), Outcome = reader.GetString(11), Reason = Text(reader, 12), Resource = Text(reader, 13), ResourceName = Text(reader, 14),
            Items = reader.GetInt64(15), Occurrences = reader.GetInt64(16), Remark = Text(reader, 17), RequestId = reader.GetString(18), Issuer = Text(reader, 19),
            Client = Text(reader, 20), TokenHash = Text(reader, 21), Roles = Text(reader, 22), Node = reader.GetString(23), Version = reader.GetString(24),
        };
        row.SubjectCommitment = (byte[])reader.GetValue(25);
        row.DetailCommitment = reader.IsDBNull(26) ? [] : (byte[])reader.GetValue(26);
        var (hasSubject, hasDetail) = (!reader.IsDBNull(27), !reader.IsDBNull(34));
        row.IsErased = !hasSubject || (!hasDetail && row.DetailCommitment.Length > 0);
        if (hasSubject && !Subject(reader).SequenceEqual(row.SubjectCommitment))
        {
            row.Fault = "has another personal part than it was sealed with";
        }
        else if (hasSubject && (Text(reader, 37) != row.Fields.Tenant || reader.GetInt64(38) != row.Fields.At))
        {
            row.Fault = "has a personal part that is filed under another tenant or time";
        }
        else if (hasDetail && !Commitment.To((byte[])reader.GetValue(34), reader.GetString(35), _text).AsSpan().SequenceEqual(row.DetailCommitment))
        {
            row.Fault = "has another detail than it was sealed with";
        }
    }

    /// <summary>Not by way of <see cref="Domain.AccessLog.Subject"/>, for which every number but 0 would be the same as 1.</summary>
    private ReadOnlySpan<byte> Subject(DbDataReader reader) => HMACSHA256.HashData((byte[])reader.GetValue(27), _text.Begin()
        .Add(Text(reader, 28)).Add(Text(reader, 29)).Add(Text(reader, 30)).Add(Text(reader, 31)).Add(reader.GetValue(32) is bool flag ? (flag ? 1 : 0) : reader.GetInt64(32))
        .Add(Text(reader, 33)).AsSpan());

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>SQLite keeps an id as text in upper case: another spelling of the same id was not written by this application.</summary>
    private static string Id(object value) => value switch
    {
        Guid id => id.ToString(),
        string text when Guid.TryParseExact(text, "D", out var id) && string.Equals(id.ToString().ToUpperInvariant(), text, StringComparison.Ordinal) => id.ToString(),
        var other => $"not an id as it is stored: {other}",
    };
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
