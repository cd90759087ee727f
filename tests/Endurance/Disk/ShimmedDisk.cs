using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Enterprise.Endurance.Disk;

/// <summary>
/// A library between the application and its disk (<c>disk.c</c>, compiled here by gcc), for one folder. It can note everything that goes
/// to the disk, and it can refuse and delay on orders that may change while the application runs. The rest of the application does not
/// notice it.
/// </summary>
internal sealed class ShimmedDisk
{
    private readonly string _library;
    private readonly string _orders;

    private ShimmedDisk(string library, string orders) => (_library, _orders) = (library, orders);

    /// <summary>Compiles the library.</summary>
    /// <exception cref="InvalidOperationException">There is no gcc, or it fails.</exception>
    public static async Task<ShimmedDisk> MakeAsync(Scratch files)
    {
        var (source, library, orders) = (files.File("disk.c"), files.File("disk.so"), files.File("orders"));
        await using (var text = Assembly.GetExecutingAssembly().GetManifestResourceStream("disk.c")!)
        await using (var copy = File.Create(source))
        {
            await text.CopyToAsync(copy);
        }

        using var gcc = Process.Start(new ProcessStartInfo("gcc", ["-O2", "-shared", "-fPIC", "-o", library, source, "-ldl", "-lpthread"]) { UseShellExecute = false, RedirectStandardError = true })!;
        var complaint = await gcc.StandardError.ReadToEndAsync();
        await gcc.WaitForExitAsync();
        if (gcc.ExitCode != 0)
        {
            throw new InvalidOperationException($"gcc refused disk.c: {complaint}");
        }

        var disk = new ShimmedDisk(library, orders);
        await File.WriteAllBytesAsync(orders, new byte[4 * sizeof(int)]);
        return disk;
    }

    /// <summary>How many syncs there were.</summary>
    public int Syncs
    {
        get
        {
            using var file = new FileStream(_orders, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            Span<int> orders = stackalloc int[4];
            file.ReadExactly(MemoryMarshal.AsBytes(orders));
            return orders[3];
        }
    }

    /// <summary>What a process has to be started with.</summary>
    /// <param name="folder">The folder whose files are on this disk.</param>
    /// <param name="journal">The file that everything is noted in; none by default.</param>
    public IReadOnlyDictionary<string, string> Environment(string folder, string? journal = null)
    {
        var variables = new Dictionary<string, string>(KillRun.Quiet, StringComparer.Ordinal) { ["LD_PRELOAD"] = _library, ["DISK_FOLDER"] = folder, ["DISK_ORDERS"] = _orders };
        if (journal is not null)
        {
            variables["DISK_JOURNAL"] = journal;
        }

        return variables;
    }

    /// <summary>Orders how the disk behaves from now on; without arguments it behaves well.</summary>
    /// <param name="syncError">The error number of every sync, for example 5 for EIO.</param>
    /// <param name="writeError">The error number of every write that makes a file longer, for example 28 for ENOSPC.</param>
    /// <param name="syncDelay">How much longer a sync takes.</param>
    public void Order(int syncError = 0, int writeError = 0, TimeSpan syncDelay = default)
    {
        using var file = new FileStream(_orders, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        file.Write(MemoryMarshal.AsBytes<int>([syncError, writeError, (int)syncDelay.TotalMilliseconds]));
    }
}
