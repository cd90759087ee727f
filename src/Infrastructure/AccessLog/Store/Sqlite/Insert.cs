using Microsoft.Data.Sqlite;

namespace Enterprise.Infrastructure.AccessLog.Store.Sqlite;

/// <summary>One prepared insert, its values in the order of its columns.</summary>
internal sealed class Insert : IDisposable
{
    private readonly SqliteCommand _command;

    public Insert(SqliteConnection connection, string table, params string[] columns)
    {
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // Names from this code alone.
        _command.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, index) => $"@{index}"))})";
#pragma warning restore CA2100
        for (var index = 0; index < columns.Length; index++)
        {
            _command.Parameters.Add(new SqliteParameter($"@{index}", null));
        }

        _command.Prepare();
    }

    public void Run(SqliteTransaction transaction, params ReadOnlySpan<object?> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            _command.Parameters[index].Value = values[index] ?? DBNull.Value;
        }

        _command.Transaction = transaction;
        _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();
}
