using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Enterprise.VerifiableLog.Checkpoints;

/// <summary>
/// Makes the names of new files durable. On Linux syncing a file does not promise that its name is on the disk: that belongs to the folder.
/// .NET cannot open a folder, so the C library does. Windows needs none of this, because NTFS journals names.
/// </summary>
internal static class NewNames
{
    /// <summary>Waits until a folder's names are on the disk, and those of the folders above it, which may be new too.</summary>
    /// <exception cref="IOException">The disk reported an error.</exception>
    public static void Sync(string folder)
    {
        for (var path = OperatingSystem.IsWindows() ? null : Path.GetFullPath(folder); path is not null; path = Path.GetDirectoryName(path))
        {
            using var handle = new SafeFileHandle(Open([.. Encoding.UTF8.GetBytes(path), 0], flags: 0), ownsHandle: true);
            if (!handle.IsInvalid) // It is where this user may not read the folder, and then has not made anything in it.
            {
                RandomAccess.FlushToDisk(handle);
            }
        }
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);
}
