namespace Enterprise.VerifiableLog.Store.Sqlite;

/// <summary>
/// Room beside the log's file, given up once the disk takes no more. What it held is for the few entries that the application still admits
/// then, for example those of operators who make room, until there is room for a new reserve.
/// </summary>
/// <param name="logFile">The log's file; null where the log is in a database server, which keeps no room here.</param>
internal sealed class Reserve(string? logFile)
{
    /// <summary>Enough for the write-ahead log until it is moved into the file, and for some ten thousand entries there.</summary>
    private const long Most = 64 << 20;

    private const int PartOfDisk = 8;

    private readonly string _file = $"{logFile}-reserve";
    private volatile bool _isGivenUp;

    /// <summary>Whether the disk is full.</summary>
    public bool IsGivenUp => _isGivenUp;

    /// <summary>Keeps room where there is twice as much, so that the log does not go to and fro between full and not full.</summary>
    public void Keep()
    {
        if (logFile is null || (!_isGivenUp && File.Exists(_file)))
        {
            return;
        }

        try
        {
            var disk = new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(logFile))!);
            var size = Math.Min(Most, disk.TotalSize / PartOfDisk);
            if (disk.AvailableFreeSpace >= 2 * size)
            {
                File.Delete(_file);
                new FileStream(_file,
                    new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = size }).Dispose();
                _isGivenUp = false;
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Then there is none; the log itself says what it can take.
        }
    }

    /// <summary>The disk takes no more.</summary>
    public void GiveUp()
    {
        _isGivenUp = true;
        try
        {
            File.Delete(_file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // What cannot be removed is no room.
        }
    }
}
