
namespace Enterprise.VerifiableLog.Exports;

/// <summary>
/// The files of exports: in a folder of this process, which other users of the machine can neither read nor guess beforehand. Files
/// older than a quarter of an hour are removed, also those that a killed process left behind.
/// </summary>
internal sealed class ExportFolder(string folder, TimeProvider clock) : IDisposable
{
    /// <summary>How long a file is kept after it was finished.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);

    private const string Prefix = "enterprise-exports-";

    /// <summary>What an export leaves free on the disk, in bytes: the log itself may stand on the same one.</summary>
    private const long Reserve = 256L * 1024 * 1024;

    private readonly Lock _lock = new();
    private string? _own;

    /// <summary>Makes an empty file.</summary>
    /// <exception cref="IOException">There is no room for it.</exception>
    public FileStream Create()
    {
        var own = Own();
        RequireRoom();
        var file = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete, BufferSize = 128 * 1024 };
        if (!OperatingSystem.IsWindows())
        {
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new(Path.Combine(own, Guid.NewGuid().ToString("N")), file);
    }

    /// <summary>Looks whether there is still room.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public void RequireRoom()
    {
        if (new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace < Reserve)
        {
            throw new IOException("There is no room left for exports on the disk.");
        }
    }

    /// <summary>Removes what is too old.</summary>
    public void Sweep()
    {
        var oldest = clock.GetUtcNow().UtcDateTime - Kept;
        foreach (var one in Directory.EnumerateDirectories(folder, Prefix + "*"))
        {
            try
            {
                foreach (var file in Directory.EnumerateFiles(one).Where(file => File.GetLastWriteTimeUtc(file) < oldest))
                {
                    File.Delete(file);
                }

                if (one != _own && Directory.GetLastWriteTimeUtc(one) < oldest && !Directory.EnumerateFileSystemEntries(one).Any())
                {
                    Directory.Delete(one);
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // Another user's, or one that another process removes at this moment.
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_own is { } own && Directory.Exists(own))
            {
                Directory.Delete(own, recursive: true);
            }

            _own = null;
        }
    }

    private string Own()
    {
        lock (_lock)
        {
            if (_own is null || !Directory.Exists(_own))
            {
                var path = Path.Combine(folder, Prefix + Guid.NewGuid().ToString("N"));
                _own = OperatingSystem.IsWindows()
                    ? Directory.CreateDirectory(path).FullName
                    : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
            }

            return _own;
        }
    }
}
