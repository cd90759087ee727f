using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Enterprise.Application.AccessLog.Integrity;
using Enterprise.Infrastructure.AccessLog;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Store;

namespace Enterprise.Testing;

/// <summary>What is done to whole chains, and to checkpoints.</summary>
public sealed partial class Tampering
{
    private Manipulation? SwapRows(TamperedFile log)
    {
        var tenant = log.Pick("SELECT Tenant FROM Seals GROUP BY Tenant HAVING count(*) > 1");
        var pair = log.Two(log.Column(
            $"SELECT Ordinal FROM Seals WHERE Tenant = '{tenant}' AND Position IN (SELECT Position FROM Entries)"));
        return pair.Count < 2 ? null : Swap(log, "swap rows", "Seals", "Ordinal", "Position", pair, new([LogFaultKind.Moved], ["edited"]));
    }

    private Manipulation? SwapTenants(TamperedFile log)
    {
        var pair = log.Two(log.Column("SELECT min(Position) FROM Entries WHERE Tenant IS NOT NULL GROUP BY Tenant"));
        return pair.Count < 2 ? null : Swap(log, "swap tenants", "Entries", "Position", "Tenant", pair, Trace.OfWrongTenant);
    }

    private Manipulation? Renumber(TamperedFile log)
    {
        if (log.Pick("SELECT Ordinal FROM Seals") is not { } seal)
        {
            return null;
        }

        var place = PlaceOf(log, "Seals", seal, Trace.OfSeals(LogFaultKind.Missing));
        log.Execute($"UPDATE Seals SET Sequence = Sequence + 1 WHERE Tenant = (SELECT Tenant FROM Seals WHERE Ordinal = {seal}) AND "
            + $"Ordinal >= {seal}");
        return place with { Check = "renumber", Done = $"renumber from seal {seal} on" };
    }

    /// <summary>Changes an entry and recomputes its chain, so that only a checkpoint can tell.</summary>
    private Manipulation? Rewrite(TamperedFile log)
    {
        var covered = log.Text("SELECT max(Size) FROM Checkpoints");
        if (log.Pick($"SELECT Position FROM Seals WHERE Ordinal <= {covered} AND Position IN (SELECT Position FROM Entries)")
            is not { } row)
        {
            return null;
        }

        log.Execute($"UPDATE Entries SET Items = Items + 1 WHERE Position = {row}");
        var tenant = log.Text($"SELECT Tenant FROM Seals WHERE Position = {row}")!;
        var text = new CanonicalText();
        byte[]? hash = null;
        var epoch = 0;
        foreach (var (ordinal, sequence, sealedIn, sealedAs, entry) in SealsOf(log, tenant))
        {
            if (entry is null)
            {
                (hash, epoch) = (sealedAs, sealedIn);
                continue;
            }

            var previous = hash is not null && epoch == sealedIn ? hash
                : Chain.Start(tenant, sealedIn, hash ?? new byte[Chain.HashLength], text);
            (hash, epoch) = (Chain.Next(previous, Chain.Leaf(entry.Entry, sequence, entry.Commitments, text)), sealedIn);
            log.Execute($"UPDATE Seals SET Hash = @value WHERE Ordinal = {ordinal}", hash);
        }

        var first = log.Number($"""
            SELECT min(Number) FROM Checkpoints WHERE Size >= (SELECT Ordinal FROM Seals WHERE Position = {row})
                AND Size >= (SELECT coalesce(max(First.Ordinal), 0) FROM (
                SELECT Ordinal, min(Sequence) AS Sequence FROM Seals GROUP BY Tenant) AS First WHERE First.Sequence > 1)
            """);
        return new("rewrite", $"change entry {row} and recompute its chain", tenant, null, [first],
            new([LogFaultKind.CheckpointMismatch], []) { AnywhereThere = ["root"] });
    }

    /// <summary>The seals of a chain with their entries, in order.</summary>
    private static List<(long Ordinal, long Sequence, int Epoch, byte[] Hash, StoredEntry? Entry)> SealsOf(TamperedFile log, string tenant)
    {
        var entries = StoredEntry.ReadSealed(log.Connection, AccessSchema.Schema, "WHERE s.Tenant = @tenant", ("@tenant", tenant))
            .ToDictionary(entry => entry.Seal!.Ordinal);
        using var command = log.Command("SELECT Ordinal, Sequence, Epoch, Hash FROM Seals WHERE Tenant = @tenant ORDER BY Sequence");
        command.Parameters.AddWithValue("@tenant", tenant);
        using var reader = command.ExecuteReader();
        var seals = new List<(long, long, int, byte[], StoredEntry?)>();
        while (reader.Read())
        {
            seals.Add((reader.GetInt64(0), reader.GetInt64(1), reader.GetInt32(2), (byte[])reader.GetValue(3),
                entries.GetValueOrDefault(reader.GetInt64(0))));
        }

        return seals;
    }

    private Manipulation? CutTail(TamperedFile log)
    {
        if (log.Pick("SELECT Ordinal FROM Seals WHERE Ordinal <= (SELECT max(Size) FROM Checkpoints)") is not { } seal)
        {
            return null;
        }

        var tenant = log.Text($"SELECT Tenant FROM Seals WHERE Ordinal = {seal}");
        log.Execute($"""
            DELETE FROM Entries WHERE Position IN (SELECT Position FROM Seals WHERE Ordinal >= {seal});
            DELETE FROM Subjects WHERE Position NOT IN (SELECT Position FROM Entries);
            DELETE FROM Details WHERE Position NOT IN (SELECT Position FROM Entries);
            DELETE FROM Erasures WHERE Position NOT IN (SELECT Position FROM Entries);
            DELETE FROM Seals WHERE Ordinal >= {seal}; DELETE FROM Checkpoints WHERE Size >= {seal};
            """);
        return new("cut tail", $"cut the tail from seal {seal} on with its checkpoints", tenant, null, [],
            new([], []) { Anywhere = [LogFaultKind.CutTail], AnywhereThere = ["older", "archive"] });
    }

    private Manipulation? Replay(TamperedFile log)
    {
        log.Execute($"""
            INSERT INTO Checkpoints (Number, Size, Epoch, At, Text)
            SELECT (SELECT max(Number) + 1 FROM Checkpoints), Size, Epoch, At, Text FROM Checkpoints
            WHERE Number = {log.Pick("SELECT Number FROM Checkpoints")}
            """);
        return new("replay", "replay a checkpoint as the newest", null, null, [log.Number("SELECT max(Number) FROM Checkpoints")],
            Trace.OfCheckpoints(LogFaultKind.Replayed));
    }

    private Manipulation? SignWithAnotherKey(TamperedFile log)
    {
        if (log.Pick("SELECT Number FROM Checkpoints") is not { } number
            || CheckpointText.Read(log.Text($"SELECT Text FROM Checkpoints WHERE Number = {number}")) is not { Content: var checkpoint })
        {
            return null;
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var isHonest = random.Next(2) == 0;
        var id = isHonest ? PublicKeys.IdOf(key) : checkpoint.Key;
        var body = (checkpoint with { Key = id, Root = Convert.ToBase64String(new byte[32]) }).ToBody();
        var text = new SignedText(
            body, [new(id, key.SignData(Encoding.UTF8.GetBytes(body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))]);
        log.Execute($"UPDATE Checkpoints SET Text = @value WHERE Number = {number}", text.ToString());
        return PlaceOf(log, "Checkpoints", number,
            new([isHonest ? LogFaultKind.UnknownKey : LogFaultKind.BadSignature],
            []) { AnywhereThere = [isHonest ? "key" : "signature"] }) with { Check = "another key",
            Done = $"sign checkpoint {number} with another key{(isHonest ? "" : " under the name of the log's")}" };
    }

    private static Manipulation? Swap(TamperedFile log, string check, string table, string key, string column, List<string> pair,
        Trace trace)
    {
        var (one, other) = (pair[0], pair[1]);
        var (first, second) = (PlaceOf(log, table, one, trace), PlaceOf(log, table, other, trace));
        var (value, others) = (log.Text($"SELECT quote({column}) FROM {table} WHERE {key} = {one}"),
            log.Text($"SELECT quote({column}) FROM {table} WHERE {key} = {other}"));
        log.Execute($"UPDATE {table} SET {column} = CASE {key} WHEN {one} THEN {others} ELSE {value} END WHERE {key} IN ({one}, {other})");
        return first with { Check = check, Done = $"swap {table}.{column} of {one} and {other}",
            Numbers = [.. first.Numbers, .. first.Tenant == second.Tenant ? second.Numbers : []] };
    }

    /// <summary>Where a row's manipulation must be found: at the number in the chain, or of the checkpoint or statement.</summary>
    private static Manipulation PlaceOf(TamperedFile log, string table, string row, Trace trace)
    {
        if (table is "Checkpoints" or "Statements" or "Instances")
        {
            return new("", "", null, null, [long.Parse(row, CultureInfo.InvariantCulture)], trace);
        }

        var seal = table == "Seals" ? $"Ordinal = {row}"
            : $"Position = (SELECT Position FROM {table} WHERE {TamperedFile.KeyOf(table)} = '{row}')";
        var (tenant, number) = (log.Text($"SELECT Tenant FROM Seals WHERE {seal}")!,
            log.Number($"SELECT Sequence FROM Seals WHERE {seal}"));
        var isFirst = table is "Seals" or "Entries"
            && number <= log.Number($"SELECT min(Sequence) + 1 FROM Seals WHERE Tenant = '{tenant}'");
        var isLast = table == "Seals" && number == log.Number($"SELECT max(Sequence) FROM Seals WHERE Tenant = '{tenant}'");

        // Where a pruned beginning is vouched for no more, all from the first on is missing; where the end of a chain is gone, only
        // checkpoints can tell.
        return new("", "", tenant, tenant, isFirst ? [number, 1] : [number], isLast ? trace.AtTheEnd() : trace);
    }
}
