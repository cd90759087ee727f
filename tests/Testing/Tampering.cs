using System.Globalization;
using System.Security.Cryptography;
using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog.Integrity;
using Enterprise.Infrastructure.AccessLog.Store;
using Enterprise.Infrastructure.AccessLog.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Testing;

/// <summary>
/// Manipulates a copy of a log's SQLite file at random, as somebody with the rights of the machine's owner could: everything but the keys and the witness. Each answer
/// says what was done and where it must be found. A manipulation always leaves the file other than it was.
/// </summary>
public sealed class Tampering(string file, Random random)
{
    private static readonly string[] Tables = ["Entries", "Subjects", "Details", "Seals", "Checkpoints", "Statements", "Instances"];

    /// <summary>Does one manipulation, chosen at random.</summary>
    public Manipulation Apply()
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Foreign Keys=False");
        connection.Open();
        Execute(connection, "DROP INDEX IF EXISTS IX_Seals_Tenant_Sequence; DROP INDEX IF EXISTS IX_Seals_Position; CREATE INDEX IX_Seals_Tenant_Sequence ON Seals (Tenant, Sequence); CREATE INDEX IX_Seals_Position ON Seals (Position);");
        foreach (var trigger in Column(connection, "SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        {
            Execute(connection, $"DROP TRIGGER {trigger}");
        }

        Func<SqliteConnection, Manipulation?>[] all =
            [Flip, Flip, Flip, Delete, Insert, SwapRows, SwapTenants, Renumber, Rewrite, CutTail, Replay, SignWithAnotherKey];
        while (true)
        {
            if (all[random.Next(all.Length)](connection) is { } done)
            {
                return done;
            }
        }
    }

    private Manipulation? Flip(SqliteConnection connection)
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

        var place = PlaceOf(connection, table, row);
        try
        {
            using var write = Command(connection, $"UPDATE {table} SET {column} = @value WHERE rowid = {row}");
            write.Parameters.AddWithValue("@value", changed);
            return write.ExecuteNonQuery() == 1 ? place with { Check = "flip", Done = $"flip {table}.{column} of row {row}", IsAnywhere = place.IsAnywhere || (table, column) is ("Seals", "Ordinal" or "Tenant") or ("Statements", _) } : null;
        }
        catch (SqliteException)
        {
            return null; // Another row has that number.
        }
    }

    private Manipulation? Delete(SqliteConnection connection)
    {
        // A personal part that is gone was erased as far as statements vouch for the number; see decision 9 for what that leaves open.
        string[] tables = [.. Tables.Where(name => name is not ("Subjects" or "Details"))];
        var table = tables[random.Next(tables.Length)];
        if (Pick(connection, $"SELECT rowid FROM {table}") is not { } row)
        {
            return null;
        }

        var (isWhole, place) = (table == "Entries" && random.Next(2) == 0, PlaceOf(connection, table, row));
        Execute(connection, isWhole
            ? $"DELETE FROM Seals WHERE Position = {row}; DELETE FROM Subjects WHERE Position = {row}; DELETE FROM Details WHERE Position = {row}; DELETE FROM Entries WHERE Position = {row}"
            : $"DELETE FROM {table} WHERE rowid = {row}");
        return place with { Check = "delete", Done = $"delete {table} row {row}{(isWhole ? " with all that belongs to it" : "")}", IsAnywhere = place.IsAnywhere || table is "Statements" or "Instances" };
    }

    private Manipulation? Insert(SqliteConnection connection)
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

        return PlaceOf(connection, "Entries", row) with { Check = "insert", Done = $"insert a copy of entry {row}", IsAnywhere = true };
    }

    private Manipulation? SwapRows(SqliteConnection connection)
    {
        var tenant = Pick(connection, "SELECT Tenant FROM Seals GROUP BY Tenant HAVING count(*) > 1");
        var pair = Two(Column(connection, $"SELECT Ordinal FROM Seals WHERE Tenant = '{tenant}' AND Position IN (SELECT Position FROM Entries)"));
        return pair.Count < 2 ? null : Swap(connection, "swap rows", "Seals", "Ordinal", "Position", pair[0], pair[1]);
    }

    private Manipulation? SwapTenants(SqliteConnection connection)
    {
        var pair = Two(Column(connection, "SELECT min(Position) FROM Entries WHERE Tenant IS NOT NULL GROUP BY Tenant"));
        return pair.Count < 2 ? null : Swap(connection, "swap tenants", "Entries", "Position", "Tenant", pair[0], pair[1]);
    }

    private Manipulation? Renumber(SqliteConnection connection)
    {
        if (Pick(connection, "SELECT Ordinal FROM Seals") is not { } seal)
        {
            return null;
        }

        var place = PlaceOf(connection, "Seals", seal);
        Execute(connection, $"UPDATE Seals SET Sequence = Sequence + 1 WHERE Tenant = (SELECT Tenant FROM Seals WHERE Ordinal = {seal}) AND Ordinal >= {seal}");
        return place with { Check = "renumber", Done = $"renumber from seal {seal} on" };
    }

    /// <summary>Changes an entry and reckons its chain anew, so that only a checkpoint can tell.</summary>
    private Manipulation? Rewrite(SqliteConnection connection)
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

        var first = long.Parse(Text(connection, $"""
            SELECT min(Number) FROM Checkpoints WHERE Size >= (SELECT Ordinal FROM Seals WHERE Position = {row})
                AND Size >= (SELECT coalesce(max(First.Ordinal), 0) FROM (SELECT Ordinal, min(Sequence) AS Sequence FROM Seals GROUP BY Tenant) AS First WHERE First.Sequence > 1)
            """)!, CultureInfo.InvariantCulture);
        return new("rewrite", $"change entry {row} and reckon its chain anew", tenant, null, [first], IsAnywhere: false);
    }

    private Manipulation? CutTail(SqliteConnection connection)
    {
        if (Pick(connection, "SELECT Ordinal FROM Seals WHERE Ordinal <= (SELECT max(Size) FROM Checkpoints)") is not { } seal)
        {
            return null;
        }

        var tenant = Text(connection, $"SELECT Tenant FROM Seals WHERE Ordinal = {seal}");
        Execute(connection, $"""
            DELETE FROM Entries WHERE Position IN (SELECT Position FROM Seals WHERE Ordinal >= {seal});
            DELETE FROM Subjects WHERE Position NOT IN (SELECT Position FROM Entries); DELETE FROM Details WHERE Position NOT IN (SELECT Position FROM Entries);
            DELETE FROM Seals WHERE Ordinal >= {seal}; DELETE FROM Checkpoints WHERE Size >= {seal};
            """);
        return new("cut tail", $"cut the tail from seal {seal} on with its checkpoints", tenant, null, [], IsAnywhere: true);
    }

    private Manipulation? Replay(SqliteConnection connection)
    {
        Execute(connection, $"""
            INSERT INTO Checkpoints (Number, Size, Epoch, At, Text)
            SELECT (SELECT max(Number) + 1 FROM Checkpoints), Size, Epoch, At, Text FROM Checkpoints WHERE Number = {Pick(connection, "SELECT Number FROM Checkpoints")}
            """);
        return new("replay", "replay a checkpoint as the newest", null, null, [long.Parse(Text(connection, "SELECT max(Number) FROM Checkpoints")!, CultureInfo.InvariantCulture)], IsAnywhere: false);
    }

    private Manipulation? SignWithAnotherKey(SqliteConnection connection)
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
        return PlaceOf(connection, "Checkpoints", number) with { Check = "another key", Done = $"sign checkpoint {number} with another key{(isHonest ? "" : " under the name of the log's")}" };
    }

    private static Manipulation? Swap(SqliteConnection connection, string check, string table, string key, string column, string one, string other)
    {
        var (first, second) = (PlaceOf(connection, table, one), PlaceOf(connection, table, other));
        var (value, others) = (Text(connection, $"SELECT quote({column}) FROM {table} WHERE {key} = {one}"), Text(connection, $"SELECT quote({column}) FROM {table} WHERE {key} = {other}"));
        Execute(connection, $"UPDATE {table} SET {column} = CASE {key} WHEN {one} THEN {others} ELSE {value} END WHERE {key} IN ({one}, {other})");
        return first with { Check = check, Done = $"swap {table}.{column} of {one} and {other}", Numbers = [.. first.Numbers, .. first.Tenant == second.Tenant ? second.Numbers : []] };
    }

    /// <summary>Where a row's manipulation must be found: at the number in the chain, or of the checkpoint or statement.</summary>
    private static Manipulation PlaceOf(SqliteConnection connection, string table, string row)
    {
        if (table is "Checkpoints" or "Statements" or "Instances")
        {
            return new("", "", null, null, [long.Parse(row, CultureInfo.InvariantCulture)], IsAnywhere: false);
        }

        var key = table == "Seals" ? "Ordinal" : "Position";
        var (tenant, number) = (Text(connection, $"SELECT Tenant FROM Seals WHERE {key} = {row}")!, long.Parse(Text(connection, $"SELECT Sequence FROM Seals WHERE {key} = {row}")!, CultureInfo.InvariantCulture));
        var (first, last) = (Text(connection, $"SELECT min(Sequence) + 1 FROM Seals WHERE Tenant = '{tenant}'")!, Text(connection, $"SELECT max(Sequence) FROM Seals WHERE Tenant = '{tenant}'"));

        // Where a pruned beginning is vouched for no more, all from the first on is missing; where the end of a chain is gone, only checkpoints can tell.
        return new(
            "", "", tenant, tenant, number <= long.Parse(first, CultureInfo.InvariantCulture) ? [number, 1] : [number], IsAnywhere: number.ToString(CultureInfo.InvariantCulture) == last);
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

    /// <summary>One value of the rows; null where there are none.</summary>
    private string? Pick(SqliteConnection connection, string sql) => Column(connection, sql) is { Count: > 0 } found ? found[random.Next(found.Count)] : null;

    /// <summary>Two different ones; fewer where there are fewer.</summary>
    private List<string> Two(List<string> all)
    {
        var values = all.ToArray();
        random.Shuffle(values);
        return [.. values.Take(2)];
    }

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

/// <summary>What was done to a log, and where it must be found.</summary>
/// <param name="Check">Which of the checks it belongs to.</param>
/// <param name="Done">What was done, in words.</param>
/// <param name="Tenant">Whose chain was touched: empty for the strangers', null where it was none.</param>
/// <param name="Chain">In whose chain it must be found; null for among checkpoints and statements.</param>
/// <param name="Numbers">At which numbers.</param>
/// <param name="IsAnywhere">Whether another place may tell it too: what vouched for something is gone, or the end of a chain.</param>
public sealed record Manipulation(string Check, string Done, string? Tenant, string? Chain, IReadOnlyList<long> Numbers, bool IsAnywhere)
{
    /// <summary>Whether one of the faults says what was touched, within one number.</summary>
    public bool IsLocatedBy(IReadOnlyCollection<LogFault> faults) =>
        faults.Any(fault => fault.Tenant == Chain && fault.Sequence is { } number && IsNear(number)) || (IsAnywhere && faults.Count > 0);

    /// <summary>The same of an export's verdict: whatever concerns the whole of it names no number.</summary>
    public bool IsLocatedBy(Verdict verdict) =>
        verdict.Faults.Any(fault => fault.Sequence is { } number ? Chain is not null && IsNear(number) : Chain is null || fault.Kind is "truncated" or "root" or "anchor") || (IsAnywhere && !verdict.IsClean);

    private bool IsNear(long number) => Numbers.Any(one => Math.Abs(one - number) <= 1);
}
