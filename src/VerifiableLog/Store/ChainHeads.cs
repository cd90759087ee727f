using System.Data.Common;
using System.Globalization;

namespace Enterprise.VerifiableLog.Store;

/// <summary>
/// Reads where chains begin and end, with SQL that both databases understand and steps through the index, so that it takes no longer in a
/// long log.
/// </summary>
internal static class ChainHeads
{
    /// <summary>The tenants that have a chain, as the beginning of a statement.</summary>
    private const string Tenants = """
        WITH RECURSIVE Tenants(Tenant) AS (
            SELECT min(Tenant) FROM Seals
            UNION ALL
            SELECT (SELECT min(Tenant) FROM Seals WHERE Tenant > Tenants.Tenant) FROM Tenants WHERE Tenants.Tenant IS NOT NULL)
        """;

    /// <summary>
    /// The ordinals in a chain grow with its sequences, so that a head is found by halving, and at once where it is the last seal of its
    /// chain.
    /// </summary>
    private const string At = $"""
        {Tenants},
        Ends(Tenant, Low, High) AS (
            SELECT Tenant, (SELECT min(Sequence) FROM Seals WHERE Seals.Tenant = Tenants.Tenant),
                (SELECT max(Sequence) FROM Seals WHERE Seals.Tenant = Tenants.Tenant)
            FROM Tenants WHERE Tenant IS NOT NULL),
        Halves(Tenant, Low, High) AS (
            SELECT Ends.Tenant, CASE WHEN Seals.Ordinal <= @size THEN High ELSE Low END,
                CASE WHEN Seals.Ordinal <= @size OR Low = High THEN High ELSE High - 1 END
            FROM Ends JOIN Seals ON Seals.Tenant = Ends.Tenant AND Seals.Sequence = High
            UNION ALL
            SELECT Halves.Tenant, CASE WHEN Seals.Ordinal <= @size THEN Seals.Sequence ELSE Low END,
                CASE WHEN Seals.Ordinal <= @size THEN High ELSE (Low + High + 1) / 2 - 1 END
            FROM Halves LEFT JOIN Seals ON Seals.Tenant = Halves.Tenant AND Seals.Sequence = (Low + High + 1) / 2 WHERE Low < High)
        SELECT Seals.Tenant, Seals.Sequence, Seals.Epoch, Seals.Hash, Seals.Ordinal, Seals.Position
        FROM Halves JOIN Seals ON Seals.Tenant = Halves.Tenant AND Seals.Sequence = Halves.Low WHERE Low = High AND Seals.Ordinal <= @size
        """;

    /// <summary>
    /// The greatest ordinal with which a chain begins later than at its first entry: roots before it cannot be recomputed.
    /// </summary>
    public const string LastPruned = $"""
        {Tenants}
        SELECT coalesce(max(Seals.Ordinal), 0) FROM Tenants JOIN Seals ON Seals.Tenant = Tenants.Tenant
            AND Seals.Sequence = (SELECT min(Sequence) FROM Seals AS First WHERE First.Tenant = Tenants.Tenant) AND Seals.Sequence > 1
        """;

    private const string Epoch =
        "SELECT coalesce(max(Epoch), 1) FROM (SELECT Epoch FROM Checkpoints ORDER BY Number DESC LIMIT 1) AS Latest";

    /// <summary>The last seal of every chain when the log had so many seals.</summary>
    public static List<SealRow> Read(DbConnection connection, DbTransaction? moment = null, long size = long.MaxValue)
    {
        using var command = connection.CreateCommand();
        command.Transaction = moment;
        command.CommandText = At;
        command.CommandTimeout = 600;
        using var reader = command.With("@size", size).ExecuteReader();
        var heads = new List<SealRow>();
        while (reader.Read())
        {
            heads.Add(new()
            {
                Tenant = reader.GetString(0), Sequence = reader.GetInt64(1), Epoch = reader.GetInt32(2), Hash = (byte[])reader.GetValue(3),
                Ordinal = reader.GetInt64(4), Position = reader.GetInt64(5),
            });
        }

        return heads;
    }

    /// <summary>What the sealer has to know. To be called while no one else can seal.</summary>
    public static Heads ForSealing(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Epoch;
        var heads = new Heads(Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture));
        foreach (var head in Read(connection))
        {
            heads.Know(head.Tenant, new(head.Sequence, head.Epoch, head.Hash), head.Ordinal);
        }

        return heads;
    }
}
