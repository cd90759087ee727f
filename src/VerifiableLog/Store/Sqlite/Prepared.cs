using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Enterprise.VerifiableLog.Store.Sqlite;

/// <summary>
/// One prepared statement, its values added in order. It speaks to the database's own library: the provider parses a statement each time
/// and looks each value's place up by name, which takes longer than the row.
/// </summary>
internal sealed class Prepared : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int _values;
    private byte[] _bytes = new byte[512];
    private int _added;

    public Prepared(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
        _values = raw.sqlite3_bind_parameter_count(_statement);
    }

    /// <summary>An insert, its values added in the order of its columns.</summary>
    public static Prepared Insert(SqliteConnection connection, string table, IReadOnlyCollection<string> columns) =>
        new(connection, $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(_ => "?"))})");

    /// <summary>Adds the value of a field.</summary>
    public Prepared Add(object? value) => value switch
    {
        null => AddNothing(),
        string text => Add(text),
        long number => Add(number),
        bool flag => Add(flag ? 1L : 0L),
        _ => throw new ArgumentException($"{value.GetType().Name} is not a value of a field.", nameof(value)),
    };

    public Prepared Add(long number)
    {
        Check(raw.sqlite3_bind_int64(_statement, ++_added, number));
        return this;
    }

    public Prepared Add(string? text)
    {
        if (text is null)
        {
            return AddNothing();
        }

        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_bytes.Length < most)
        {
            _bytes = new byte[most];
        }

        return AddText(_bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, _bytes)));
    }

    /// <summary>Adds an id as the framework writes it: 36 characters in capitals.</summary>
    public Prepared Add(Guid id)
    {
        Span<byte> text = stackalloc byte[36];
        id.TryFormat(text, out _);
        Ascii.ToUpperInPlace(text, out _);
        return AddText(text);
    }

    public Prepared Add(byte[]? bytes)
    {
        if (bytes is null)
        {
            return AddNothing();
        }

        Check(raw.sqlite3_bind_blob(_statement, ++_added, bytes));
        return this;
    }

    /// <summary>Runs what gives no rows; the next value added is the first one again.</summary>
    /// <exception cref="SqliteException">The database refused.</exception>
    public void Run() => Step(raw.SQLITE_DONE);

    /// <summary>The whole number that it gives.</summary>
    /// <exception cref="SqliteException">The database refused.</exception>
    public long Number() => Step(raw.SQLITE_ROW);

    public void Dispose() => _statement.Dispose();

    private Prepared AddText(ReadOnlySpan<byte> text)
    {
        Check(raw.sqlite3_bind_text(_statement, ++_added, text));
        return this;
    }

    private Prepared AddNothing()
    {
        Check(raw.sqlite3_bind_null(_statement, ++_added));
        return this;
    }

    private long Step(int expected)
    {
        if (_added != _values)
        {
            throw new InvalidOperationException($"{_added} values were added where {_values} are asked for.");
        }

        _added = 0;
        var result = raw.sqlite3_step(_statement);
        var number = result == raw.SQLITE_ROW ? raw.sqlite3_column_int64(_statement, 0) : 0;
        raw.sqlite3_reset(_statement);
        Check(result == expected ? raw.SQLITE_OK : result);
        return number;
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
