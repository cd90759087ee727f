using System.Globalization;
using Npgsql;

namespace Enterprise.Testing;

/// <summary>A database of one test, with a role that owns the tables and one that the application works with.</summary>
/// <param name="folder">The folder of the server's socket, with its files.</param>
/// <param name="name">The database.</param>
public sealed class PostgresDatabase(string folder, string name)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>The connection string of the application's role.</summary>
    public string Application => $"Host={folder};Database={name};Username=access_log_app";

    /// <summary>The connection string of the role that owns the tables.</summary>
    public string Maintenance => $"Host={folder};Database={name};Username=access_log_owner";

    /// <summary>The connection string of the server's superuser.</summary>
    public string Superuser => $"Host={folder};Database={name};Username=postgres";

    /// <summary>The configuration that makes the application use it.</summary>
    public (string Key, string Value)[] Settings =>
        [("AccessLog:Store", "PostgreSql"), ("ConnectionStrings:AccessLog", Application),
            ("ConnectionStrings:AccessLogMaintenance", Maintenance)];

    /// <summary>The folders in which what it holds can stand: its own and the write-ahead log.</summary>
    public IEnumerable<string> Files
    {
        get
        {
            var data = Path.Combine(folder, "data");
            return [Path.Combine(data, "base", Read("SELECT oid FROM pg_database WHERE datname = current_database()")!),
                Path.Combine(data, "pg_wal"), Path.Combine(data, "global")];
        }
    }

    /// <summary>Reads one value past the application, as its owner.</summary>
    public string? Read(string sql) => Run(Maintenance, sql);

    /// <summary>Does something past the application.</summary>
    /// <param name="connectionString">As whom.</param>
    public static string? Run(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection($"{connectionString};Pooling=False");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
