using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Enterprise.Testing;

/// <summary>A log's store past the application, on either database; the texts are written so that both understand them.</summary>
/// <param name="File">The file, on SQLite.</param>
/// <param name="Database">The database, on PostgreSQL.</param>
public sealed record StoreAccess(string File, PostgresDatabase? Database)
{
    private static readonly string[] Tables = ["entries", "subjects", "details", "seals", "checkpoints", "statements", "pseudonyms",
        "erasures", "instances"];

    /// <summary>What makes the application use it.</summary>
    public IEnumerable<(string Key, string Value)> Settings =>
        Database?.Settings ?? [("ConnectionStrings:AccessLog", $"Data Source={File}")];

    /// <summary>What may be looked at to see whether anything was changed: the bytes of the file, or all rows of all tables.</summary>
    public IEnumerable<string?> Content => Database is null
        ? [Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.IO.File.ReadAllBytes(File)))]
        : Tables.Select(table => Read($"SELECT string_agg(row::text, ';' ORDER BY row::text) FROM {table} AS row"))
            .Append(Read("SELECT pg_get_functiondef('refuse_change()'::regprocedure)"));

    /// <summary>Reads one value.</summary>
    public string? Read(string sql)
    {
        if (Database is not null)
        {
            return Database.Read(sql);
        }

        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Makes the entries of a tenant look older than they are; only a test may.</summary>
    public void Age(string tenant, int days)
    {
        var change = string.Create(CultureInfo.InvariantCulture,
            $"UPDATE Entries SET At = At - {days * 86_400_000_000L} WHERE Tenant = '{tenant}'");
        Read(Database is null ? $"DROP TRIGGER Entries_no_UPDATE; {change}"
            : $"ALTER TABLE entries DISABLE TRIGGER entries_no_update; {change}");
    }

    /// <summary>Waits until every entry has its seal.</summary>
    public async Task SealedAsync()
    {
        for (var attempt = 0; Read(
            "SELECT COUNT(*) FROM Entries e WHERE NOT EXISTS (SELECT 1 FROM Seals s WHERE s.Position = e.Position)") != "0"; attempt++)
        {
            await (attempt < 300 ? Task.Delay(20) : throw new TimeoutException("Entries stay without a seal."));
        }
    }

    /// <summary>How often the texts stand in its files.</summary>
    public int Count(params string[] texts) => Database is null ? StoredBytes.Count(File, texts)
        : StoredBytes.CountIn(Database.Files, texts);
}
