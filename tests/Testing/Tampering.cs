using System.Globalization;
using System.Security.Cryptography;
using Enterprise.Domain.AccessLog.Integrity;
using Enterprise.Infrastructure.AccessLog.Store;
using Enterprise.Infrastructure.AccessLog.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Testing;

/// <summary>
/// Manipulates a copy of a log's SQLite file at random, as somebody with the rights of the machine's owner could: everything but the keys and the witness. Each answer
/// says what was done. A manipulation always leaves the file other than it was.
/// </summary>
public sealed class Tampering(string file, Random random)
{
    private static readonly string[] Tables = ["Entries", "Subjects", "Details", "Seals", "Checkpoints", "Statements"];

    /// <summary>Does one manipulation, chosen at random.</summary>
    public string Apply()
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Foreign Keys=False");
        connection.Open();
        Execute(connection, "DROP INDEX IF EXISTS IX_Seals_Tenant_Sequence; DROP INDEX IF EXISTS IX_Seals_Position; CREATE INDEX IX_Seals_Tenant_Sequence ON Seals (Tenant, Sequence); CREATE INDEX IX_Seals_Position ON Seals (Position);");
        foreach (var trigger in Column(connection, "SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        {
            Execute(connection, $"DROP TRIGGER {trigger}");
        }

        Func<SqliteConnection, string?>[] all =
            [Flip, Flip, Flip, Delete, Insert, SwapRows, SwapTenants, Renumber, Rewrite, CutTail, Replay, SignWithAnotherKey];
        while (true)
        {
            if (all[random.Next(all.Length)](connection) is { } done)
            {
                return done;
            }
        }
    }

    private string? Flip(SqliteConnection connection)
    {
        var table = Tables[random.Next(Tables.Length)];
        if (Pick(connection, $"SELECT rowid FROM {table}") is not { } row)
        {
            return null;
        }

        var columns = Column(connection, $"SELECT name FROM pragma_table_info('{table}')");
        var column = columns[random.Next(columns.Count)];
        if (table is ("Subjects" or "Details") && column == "Position")
        {
            return null; // As good as gone from where it was: see Delete.
        }

        if (table == "Seals" && column == "Position" && Text(connection, $"SELECT count(*) FROM Entries WHERE Position = (SELECT Position FROM Seals WHERE rowid = {row})") == "0")
        {
            return null; // The anchor of a pruned prefix points to an entry that is gone: another number says no more.
        }

        using var read = Command(connection, $"SELECT {column} FROM {table} WHERE rowid = {row}");
        object? changed = read.ExecuteScalar() switch
        {
            long number => number ^ (1L << random.Next(8)),
            byte[] { Length: > 0 } bytes => Flipped(bytes),
            string { Length: > 0 } text => Flipped(text),
            _ => null,
        };
        if (changed is null)
        {
            return null;
        }

        try
        {
            using var write = Command(connection, $"UPDATE {table} SET {column} = @value WHERE rowid = {row}");
            write.Parameters.AddWithValue("@value", changed);
            return write.ExecuteNonQuery() == 1 ? $"flip {table}.{column} of row {row}" : null;
        }
        catch (SqliteException)
        {
            return null; // Another row has that number.
        }
    }

    private string? Delete(SqliteConnection connection)
    {
        // A personal part that is gone was erased as far as statements vouch for the number; see decision 9 for what that leaves open.
        string[] tables = [.. Tables.Where(name => name is not ("Subjects" or "Details"))];
        var table = tables[random.Next(tables.Length)];
        if (Pick(connection, $"SELECT rowid FROM {table}") is not { } row)
        {
            return null;
        }

        var isWhole = table == "Entries" && random.Next(2) == 0;
        Execute(connection, isWhole
            ? $"DELETE FROM Seals WHERE Position = {row}; DELETE FROM Subjects WHERE Position = {row}; DELETE FROM Details WHERE Position = {row}; DELETE FROM Entries WHERE Position = {row}"
            : $"DELETE FROM {table} WHERE rowid = {row}");
        return $"delete {table} row {row}{(isWhole ? " with all that belongs to it" : "")}";
    }

    private string? Insert(SqliteConnection connection)
    {
        if (Pick(connection, "SELECT Position FROM Entries") is not { } row)
        {
            return null;
        }

        var columns = string.Join(", ", Column(connection, "SELECT name FROM pragma_table_info('Entries')").Where(name => name is not ("Position" or "Id")));
        Execute(connection, $"INSERT INTO Entries (Position, Id, {columns}) SELECT (SELECT max(Position) + 1 FROM Entries), '{Guid.NewGuid().ToString().ToUpperInvariant()}', {columns} FROM Entries WHERE Position = {row}");
        if (random.Next(2) == 0)
        {
            Execute(connection, $"""
                INSERT INTO Seals (Ordinal, Tenant, Sequence, Epoch, Position, Hash)
                SELECT (SELECT max(Ordinal) + 1 FROM Seals), Tenant, Sequence, Epoch, (SELECT max(Position) FROM Entries), Hash FROM Seals WHERE Position = {row}
                """);
        }

        return $"insert a copy of entry {row}";
    }

    private string? SwapRows(SqliteConnection connection)
    {
        var tenant = Text(connection, "SELECT Tenant FROM Seals GROUP BY Tenant HAVING count(*) > 1 ORDER BY random() LIMIT 1");
        var pair = Column(connection, $"SELECT Ordinal FROM Seals WHERE Tenant = '{tenant}' AND Position IN (SELECT Position FROM Entries) ORDER BY random() LIMIT 2");
        return pair.Count < 2 ? null : Swap(connection, "Seals", "Ordinal", "Position", pair[0], pair[1]);
    }

    private static string? SwapTenants(SqliteConnection connection)
    {
        var pair = Column(connection, "SELECT Position FROM Entries WHERE Tenant IS NOT NULL GROUP BY Tenant ORDER BY random() LIMIT 2");
        return pair.Count < 2 ? null : Swap(connection, "Entries", "Position", "Tenant", pair[0], pair[1]);
    }

    private string? Renumber(SqliteConnection connection)
    {
        if (Pick(connection, "SELECT Ordinal FROM Seals") is not { } seal)
        {
            return null;
        }

        Execute(connection, $"UPDATE Seals SET Sequence = Sequence + 1 WHERE Tenant = (SELECT Tenant FROM Seals WHERE Ordinal = {seal}) AND Ordinal >= {seal}");
        return $"renumber from seal {seal} on";
    }

    /// <summary>Changes an entry and reckons its chain anew, so that only a checkpoint can tell.</summary>
    private string? Rewrite(SqliteConnection connection)
    {
        var covered = Text(connection, "SELECT max(Size) FROM Checkpoints");
        if (Pick(connection, $"SELECT Position FROM Seals WHERE Ordinal <= {covered} AND Position IN (SELECT Position FROM Entries)") is not { } row)
        {
            return null;
        }

        Execute(connection, $"UPDATE Entries SET Items = Items + 1 WHERE Position = {row}");
        var tenant = Text(connection, $"SELECT Tenant FROM Seals WHERE Position = {row}")!;
        using var context = new SqliteAccessLogContext(new DbContextOptionsBuilder<SqliteAccessLogContext>().UseSqlite(connection).Options);
        var text = new CanonicalText();
        byte[]? hash = null;
        var epoch = 0;
        foreach (var seal in context.Seals.AsNoTracking().Where(seal => seal.Tenant == tenant).OrderBy(seal => seal.Sequence).ToList())
        {
            if (context.Entries.AsNoTracking().SingleOrDefault(entry => entry.Position == seal.Position) is not { } entry)
            {
                (hash, epoch) = (seal.Hash, seal.Epoch);
                continue;
            }

            var previous = hash is not null && epoch == seal.Epoch ? hash : Chain.Start(tenant.Length == 0 ? null : tenant, seal.Epoch, hash ?? new byte[Chain.HashLength], text);
            (hash, epoch) = (Chain.Next(previous, Chain.Leaf(entry.ToEntry(), seal.Sequence, entry.SubjectCommitment, entry.DetailCommitment, text)), seal.Epoch);
            using var write = Command(connection, $"UPDATE Seals SET Hash = @hash WHERE Ordinal = {seal.Ordinal}");
            write.Parameters.AddWithValue("@hash", hash);
            write.ExecuteNonQuery();
        }

        return $"change entry {row} and reckon its chain anew";
    }

    private string? CutTail(SqliteConnection connection)
    {
        if (Pick(connection, "SELECT Ordinal FROM Seals WHERE Ordinal <= (SELECT max(Size) FROM Checkpoints)") is not { } seal)
        {
            return null;
        }

        Execute(connection, $"""
            DELETE FROM Entries WHERE Position IN (SELECT Position FROM Seals WHERE Ordinal >= {seal});
            DELETE FROM Subjects WHERE Position NOT IN (SELECT Position FROM Entries); DELETE FROM Details WHERE Position NOT IN (SELECT Position FROM Entries);
            DELETE FROM Seals WHERE Ordinal >= {seal}; DELETE FROM Checkpoints WHERE Size >= {seal};
            """);
        return $"cut the tail from seal {seal} on with its checkpoints";
    }

    private static string? Replay(SqliteConnection connection)
    {
        if (Text(connection, "SELECT count(*) FROM Checkpoints") is "0" or "1")
        {
            return null;
        }

        Execute(connection, """
            INSERT INTO Checkpoints (Number, Size, Epoch, At, Text) SELECT (SELECT max(Number) + 1 FROM Checkpoints), Size, Epoch, At, Text FROM Checkpoints WHERE Number =
                (SELECT Number FROM Checkpoints ORDER BY random() LIMIT 1)
            """);
        return "replay a checkpoint as the newest";
    }

    private string? SignWithAnotherKey(SqliteConnection connection)
    {
        if (Pick(connection, "SELECT Number FROM Checkpoints") is not { } number || !SignedText.TryParse(Text(connection, $"SELECT Text FROM Checkpoints WHERE Number = {number}")!, out var signed)
            || !CheckpointText.TryParse(signed, out var checkpoint))
        {
            return null;
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var isHonest = random.Next(2) == 0;
        var id = isHonest ? PublicKeys.IdOf(key) : checkpoint.Key;
        var body = (checkpoint with { Key = id, Root = Convert.ToBase64String(new byte[32]) }).ToBody();
        var text = new SignedText(body, [new(id, key.SignData(System.Text.Encoding.UTF8.GetBytes(body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))]);
        using var write = Command(connection, $"UPDATE Checkpoints SET Text = @text WHERE Number = {number}");
        write.Parameters.AddWithValue("@text", text.ToString());
        write.ExecuteNonQuery();
        return $"sign checkpoint {number} with another key{(isHonest ? "" : " under the name of the log's")}";
    }

    private static string? Swap(SqliteConnection connection, string table, string key, string column, string one, string other)
    {
        Execute(connection, $"""
            UPDATE {table} SET {column} = CASE {key} WHEN {one} THEN (SELECT {column} FROM {table} WHERE {key} = {other}) ELSE (SELECT {column} FROM {table} WHERE {key} = {one}) END
            WHERE {key} IN ({one}, {other})
            """);
        return $"swap {table}.{column} of {one} and {other}";
    }

    private byte[] Flipped(byte[] bytes)
    {
        var changed = (byte[])bytes.Clone();
        changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
        return changed;
    }

    private string Flipped(string text)
    {
        var place = random.Next(text.Length);
        return string.Concat(text.AsSpan(0, place), ((char)(text[place] ^ (1 << random.Next(5)))).ToString(), text.AsSpan(place + 1));
    }

    private static string? Pick(SqliteConnection connection, string sql) => Text(connection, $"{sql} ORDER BY random() LIMIT 1");

    private static string? Text(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        return command.ExecuteScalar() is { } value and not DBNull ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;
    }

    private static List<string> Column(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

#pragma warning disable CA2100 // The text is this code's own.
    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
#pragma warning restore CA2100
}
