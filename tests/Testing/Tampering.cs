using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Enterprise.Application.AccessLog.Integrity;
using Enterprise.VerifiableLog.Integrity;
using Microsoft.Data.Sqlite;

namespace Enterprise.Testing;

/// <summary>
/// Manipulates a copy of a log's SQLite file at random, as somebody with the rights of the machine's owner could: everything but the keys
/// and the archive. Each answer says what was done, and where and as what it must be found. A manipulation always leaves the file other
/// than it was.
/// </summary>
public sealed partial class Tampering(string file, Random random)
{
    private static readonly string[] Tables = ["Entries", "Subjects", "Details", "Erasures", "Seals", "Checkpoints", "Statements",
        "Instances"];

    /// <summary>Does one manipulation, chosen at random.</summary>
    public Manipulation Apply()
    {
        using var log = new TamperedFile(file, random);
        Func<TamperedFile, Manipulation?>[] all =
            [Flip, Flip, Flip, Delete, Vanish, Insert, SwapRows, SwapTenants, Renumber, Rewrite, CutTail, Replay, SignWithAnotherKey,
            Forge];
        while (true)
        {
            if (all[random.Next(all.Length)](log) is { } done)
            {
                return done;
            }
        }
    }

    private Manipulation? Flip(TamperedFile log)
    {
        var table = Tables[random.Next(Tables.Length)];
        var key = TamperedFile.KeyOf(table);
        if (log.Pick($"SELECT {key} FROM {table}") is not { } row)
        {
            return null;
        }

        var columns = log.Column($"SELECT name FROM pragma_table_info('{table}')");
        var column = columns[random.Next(columns.Count)];
        if ((table, column) is ("Subjects" or "Details" or "Erasures", "Position") or ("Erasures", "Part") && log.MayBeGone(table, row))
        {
            return null; // Its entry's person was pseudonymised by time, whether a mark says more or not.
        }

        if (table == "Seals" && column == "Position"
            && log.Text($"SELECT count(*) FROM Entries WHERE Position = (SELECT Position FROM Seals WHERE rowid = {row})") == "0")
        {
            return null; // The anchor of a pruned prefix points to an entry that is gone: another number says no more.
        }

        using var read = log.Command($"SELECT {column} FROM {table} WHERE {key} = '{row}'");
        object? changed = read.ExecuteScalar() switch
        {
            long number => number ^ (1L << random.Next(8)),
            byte[] { Length: > 0 } bytes => Flipped(bytes),
            string { Length: > 0 } text => Flipped(text),
            _ => null,
        };
        if (changed is null || (table == "Seals" && column == "Ordinal" && IsInAHole(log, row, (long)changed)))
        {
            return null;
        }

        var place = PlaceOf(log, table, row, Trace.OfFlip(table, column));
        try
        {
            log.Execute($"UPDATE {table} SET {column} = @value WHERE {key} = '{row}'", changed);
            return place with { Check = "flip", Done = $"flip {table}.{column} of row {row}" };
        }
        catch (SqliteException)
        {
            return null; // Another row has that number.
        }
    }

    /// <summary>
    /// Whether the seal only goes to an ordinal that pruning left free, past no other of its chain, where no root can be recomputed: the
    /// order of two chains among each other is claimed at checkpoints only.
    /// </summary>
    private static bool IsInAHole(TamperedFile log, string seal, long changed)
    {
        var was = long.Parse(seal, CultureInfo.InvariantCulture);
        var (low, high) = (Math.Min(was, changed), Math.Max(was, changed));
        return high <= log.Number(
            "SELECT coalesce(max(First.Ordinal), 0) FROM (SELECT Ordinal, min(Sequence) AS Sequence FROM Seals GROUP BY Tenant) AS "
            + "First WHERE First.Sequence > 1")
            && log.Number($"SELECT count(*) FROM Seals WHERE Ordinal BETWEEN {low} AND {high} AND Tenant = (SELECT Tenant FROM Seals "
                + $"WHERE Ordinal = {seal})") == 1;
    }

    private Manipulation? Delete(TamperedFile log)
    {
        var table = Tables[random.Next(Tables.Length)];
        return table is "Subjects" or "Details" or "Erasures" ? null : Delete(log, table, "delete");
    }

    /// <summary>A personal part or the mark of one goes.</summary>
    private Manipulation? Vanish(TamperedFile log) => Delete(log, new[] { "Subjects", "Details", "Erasures" }[random.Next(3)], "vanish");

    private Manipulation? Delete(TamperedFile log, string table, string check)
    {
        var key = TamperedFile.KeyOf(table);
        if (log.Pick($"SELECT {key} FROM {table}") is not { } row || (check == "vanish" && log.MayBeGone(table, row)))
        {
            return null;
        }

        var (isWhole, place) = (table == "Entries" && random.Next(2) == 0, PlaceOf(log, table, row, Trace.OfDeletion(table)));
        log.Execute(isWhole
            ? string.Concat(new[] { "Seals", "Subjects", "Details", "Erasures", "Entries" }.Select(
            all => $"DELETE FROM {all} WHERE Position = {row};"))
            : $"DELETE FROM {table} WHERE {key} = '{row}'");
        return place with { Trace = isWhole ? place.Trace.AtTheEnd() : place.Trace, Check = check,
            Done = $"delete {table} row {row}{(isWhole ? " with all that belongs to it" : "")}" };
    }

    /// <summary>
    /// A person vanishes, and a mark says so that the log's key did not sign: another key did, or it did for another entry.
    /// </summary>
    private Manipulation? Forge(TamperedFile log)
    {
        if (log.Pick("SELECT Position FROM Subjects") is not { } row || log.MayBeGone("Subjects", row))
        {
            return null;
        }

        var place = PlaceOf(log, "Subjects", row, new([LogFaultKind.BadSignature, LogFaultKind.UnknownKey], ["signature", "key"]));
        var (isCopied, other) = (random.Next(2) == 0, log.Pick("SELECT Position FROM Erasures WHERE Part = 'subject'"));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = PublicKeys.IdOf(key);
        var text = new ErasureReceipt
        {
            Instance = Guid.Parse(log.Text("SELECT Instance FROM Instances")!),
                Entry = Guid.Parse(log.Text($"SELECT Id FROM Entries WHERE Position = {row}")!), Part = "subject", Key = id,
        }.ToBody();
        log.Execute(
            isCopied && other is not null
                ? $"INSERT INTO Erasures SELECT {row}, Part, (SELECT Tenant FROM Entries WHERE Position = {row}), Key, Signature FROM "
                + $"Erasures WHERE Position = {other} AND Part = 'subject'"
                : $"INSERT INTO Erasures SELECT Position, 'subject', Tenant, '{id}', @value FROM Entries WHERE Position = {row}",
            key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        log.Execute($"DELETE FROM Subjects WHERE Position = {row}");
        return place with { Check = "forge",
            Done = $"remove person of entry {row} with the mark of {(isCopied && other is not null ? $"entry {other}" : "another key")}" };
    }

    private Manipulation? Insert(TamperedFile log)
    {
        if (log.Pick("SELECT Position FROM Entries") is not { } row)
        {
            return null;
        }

        var place = PlaceOf(log, "Entries", row,
            Trace.OfSeals(LogFaultKind.Duplicate, LogFaultKind.Moved) with { Anywhere = [LogFaultKind.Unsealed] });
        var columns = string.Join(", ", log.Column("SELECT name FROM pragma_table_info('Entries')")
            .Where(name => name is not ("Position" or "Id")));
        log.Execute($"INSERT INTO Entries (Position, Id, {columns}) SELECT (SELECT max(Position) + 1 FROM Entries), "
            + $"'{Guid.NewGuid().ToString().ToUpperInvariant()}', {columns} FROM Entries WHERE Position = {row}");
        if (random.Next(2) == 0)
        {
            log.Execute($"""
                INSERT INTO Seals (Ordinal, Tenant, Sequence, Epoch, Position, Hash)
                SELECT (SELECT max(Ordinal) + 1 FROM Seals), Tenant, Sequence, Epoch, (SELECT max(Position) FROM Entries), Hash FROM Seals
                WHERE Position = {row}
                """);
        }

        return place with { Check = "insert", Done = $"insert a copy of entry {row}" };
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
}
