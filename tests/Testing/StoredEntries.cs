using Microsoft.Data.Sqlite;

namespace Enterprise.Testing;

/// <summary>
/// What stands in the log's file, read past the application: all columns of an entry, of its personal part and of its detail, by name.
/// </summary>
public static class StoredEntries
{
    /// <summary>The entries, newest first.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, object?>> Of(EnterpriseHost app)
    {
        using var connection = new SqliteConnection($"Data Source={app.LogFile};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT e.*, s.UserId, s.UserName, s.Address, s.Forwarded, s.IsForwardedTrusted, s.UserAgent, d.Text AS Detail
            FROM Entries e JOIN Subjects s ON s.Position = e.Position LEFT JOIN Details d ON d.Position = e.Position
            ORDER BY e.Position DESC
            """;
        using var reader = command.ExecuteReader();
        var rows = new List<IReadOnlyDictionary<string, object?>>();
        while (reader.Read())
        {
            rows.Add(Enumerable.Range(0, reader.FieldCount)
                .ToDictionary(reader.GetName, column => reader.IsDBNull(column) ? null : reader.GetValue(column), StringComparer.Ordinal));
        }

        return rows;
    }

    /// <summary>The entry of a request.</summary>
    public static IReadOnlyDictionary<string, object?> Of(EnterpriseHost app, HttpResponseMessage answer)
    {
        var id = answer.Headers.GetValues("X-Request-Id").Single();
        return Of(app).Single(row => (string?)row["RequestId"] == id);
    }
}
