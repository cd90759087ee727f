using Microsoft.Data.Sqlite;

namespace Enterprise.VerifiableLog.Store.Sqlite;

/// <summary>
/// Interrupts what runs on a connection once its time is over. The command's own timeout limits only the waiting for locks.
/// </summary>
internal sealed class ReadingLimit : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly IDisposable _timer;
    private readonly Lock _lock = new();
    private bool _isOver;

    public ReadingLimit(SqliteConnection connection, LogOptions options)
    {
        _connection = connection;
        _timer = options.RunAfter(options.Deadline, Interrupt);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
        }

        _timer.Dispose();
    }

    private void Interrupt()
    {
        lock (_lock)
        {
            if (!_isOver)
            {
                SQLitePCL.raw.sqlite3_interrupt(_connection.Handle);
            }
        }
    }
}
