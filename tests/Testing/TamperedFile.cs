using System.Globalization;
using Enterprise.VerifiableLog.Integrity;
using Microsoft.Data.Sqlite;

namespace Enterprise.Testing;

/// <summary>A log's SQLite file in the hands of somebody who may write to it: nothing in it refuses a change any more.</summary>
internal sealed class TamperedFile : IDisposable
{
    private readonly Random _random;

    public TamperedFile(string file, Random random)
    {
        _random = random;
        Connection = new($"Data Source={file};Pooling=False;Foreign Keys=False");
        Connection.Open();
        Execute("DROP INDEX IF EXISTS IX_Seals_Tenant_Sequence; DROP INDEX IF EXISTS IX_Seals_Position; CREATE INDEX "
            + "IX_Seals_Tenant_Sequence ON Seals (Tenant, Sequence); CREATE INDEX IX_Seals_Position ON Seals (Position);");
        foreach (var trigger in Column("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        {
            Execute($"DROP TRIGGER {trigger}");
        }
    }

    public SqliteConnection Connection { get; }

    /// <summary>What tells a table's rows from each other.</summary>
    public static string KeyOf(string table) => table == "Erasures" ? "(Position || Part)" : "rowid";

    /// <summary>One value of the rows; null where there are none.</summary>
    public string? Pick(string sql) => Column(sql) is { Count: > 0 } found ? found[_random.Next(found.Count)] : null;

    /// <summary>Two different ones; fewer where there are fewer.</summary>
    public List<string> Two(List<string> all)
    {
        var values = all.ToArray();
        _random.Shuffle(values);
        return [.. values.Take(2)];
    }

    public string? Text(string sql)
    {
        using var command = Command(sql);
        return command.ExecuteScalar() is { } value and not DBNull ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;
    }

    public long Number(string sql) => long.Parse(Text(sql)!, CultureInfo.InvariantCulture);

    public List<string> Column(string sql)
    {
        using var command = Command(sql);
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }

    public void Execute(string sql, object? value = null)
    {
        using var command = Command(sql);
        if (value is not null)
        {
            command.Parameters.AddWithValue("@value", value);
        }

        command.ExecuteNonQuery();
    }

#pragma warning disable CA2100 // The text is this code's own.
    public SqliteCommand Command(string sql)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
#pragma warning restore CA2100

    /// <summary>
    /// Whether the row's part, or its mark, may be gone, because all entries as old as its own were pseudonymised: a detail never may.
    /// </summary>
    public bool MayBeGone(string table, string row)
    {
        var key = $"{KeyOf(table)} = '{row}'";
        if (table == "Details" || (table == "Erasures" && Text($"SELECT Part FROM Erasures WHERE {key}") == "detail"))
        {
            return false;
        }

        var position = Text($"SELECT Position FROM {table} WHERE {key}");
        var at = DateTimeOffset.UnixEpoch.AddMicroseconds(Number($"SELECT At FROM Entries WHERE Position = {position}"));
        return Column("SELECT Text FROM Statements WHERE Kind = 'pseudonymise' AND Tenant = (SELECT Tenant FROM Seals WHERE Position = "
            + $"{position})")
            .Exists(text => StatementText.Read(text) is { } statement
                && Microseconds.TryParse(statement.Content["policy"]!["before ".Length..], out var before) && at < before);
    }

    public void Dispose() => Connection.Dispose();
}
