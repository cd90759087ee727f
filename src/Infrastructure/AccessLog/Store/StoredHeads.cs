using System.Data.Common;

namespace Enterprise.Infrastructure.AccessLog.Store;

/// <summary>Reads the ends of all chains from the tables, with SQL that both databases understand.</summary>
internal static class StoredHeads
{
    private const string Epoch = "SELECT coalesce(max(Epoch), 1) FROM (SELECT Epoch FROM Checkpoints ORDER BY Number DESC LIMIT 1) AS Latest";

    /// <summary>The last seal of every tenant, by one step through the index for each.</summary>
    internal const string LastSeals = """
        WITH RECURSIVE Tenants(Tenant) AS (
            SELECT min(Tenant) FROM Seals
            UNION ALL
            SELECT (SELECT min(Tenant) FROM Seals WHERE Tenant > Tenants.Tenant) FROM Tenants WHERE Tenants.Tenant IS NOT NULL)
        SELECT Seals.Tenant, Sequence, Epoch, Hash, Ordinal, Position FROM Tenants
        JOIN Seals ON Seals.Tenant = Tenants.Tenant AND Sequence = (SELECT max(Sequence) FROM Seals AS Last WHERE Last.Tenant = Tenants.Tenant)
        """;

    /// <summary>To be called by the one who seals, while nobody else can.</summary>
    public static Heads Read(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Epoch;
        var heads = new Heads(Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture));
        command.CommandText = LastSeals;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            heads.Know(reader.GetString(0), new(reader.GetInt64(1), reader.GetInt32(2), (byte[])reader.GetValue(3)), reader.GetInt64(4));
        }

        return heads;
    }
}
