using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Enterprise.Infrastructure.AccessLog.Store.Sqlite;

/// <summary>
/// One prepared insert, its values added in the order of its columns. It speaks to the database's own library: the provider looks each value's place up by
/// name, for each row anew, which takes longer than the row.
/// </summary>
internal sealed class Insert : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int _columns;
    private byte[] _bytes = new byte[512];
    private int _added;

    public Insert(SqliteConnection connection, string table, params string[] columns)
    {
        _database = connection.Handle!;
        _columns = columns.Length;
        Check(raw.sqlite3_prepare_v2(
            _database, $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(_ => "?"))})", out _statement));
    }

    public Insert Add(long number)
    {
        Check(raw.sqlite3_bind_int64(_statement, ++_added, number));
        return this;
    }

    public Insert Add(string? text)
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
    public Insert Add(Guid id)
    {
        Span<byte> text = stackalloc byte[36];
        id.TryFormat(text, out _);
        Ascii.ToUpperInPlace(text, out _);
        return AddText(text);
    }

    public Insert Add(byte[]? bytes)
    {
        if (bytes is null)
        {
            return AddNothing();
        }

        Check(raw.sqlite3_bind_blob(_statement, ++_added, bytes));
        return this;
    }

    /// <summary>Inserts the row; the next value added is the first of the next row.</summary>
    /// <exception cref="SqliteException">The database refused.</exception>
    public void Run()
    {
        if (_added != _columns)
        {
            throw new InvalidOperationException($"{_added} values were added for {_columns} columns.");
        }

        _added = 0;
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        Check(result == raw.SQLITE_DONE ? raw.SQLITE_OK : result);
    }

    public void Dispose() => _statement.Dispose();

    private Insert AddText(ReadOnlySpan<byte> text)
    {
        Check(raw.sqlite3_bind_text(_statement, ++_added, text));
        return this;
    }

    private Insert AddNothing()
    {
        Check(raw.sqlite3_bind_null(_statement, ++_added));
        return this;
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
