using System.Diagnostics;
using System.Reflection;
using Enterprise.Endurance.Disk;
using Enterprise.Testing;

namespace Enterprise.Endurance;

/// <summary>What is asked of the application while a fault lasts and afterwards.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="IsTotal">Whether the log cannot take anything while it lasts; a slow disk takes less.</param>
/// <param name="Recovery">Within which time after its end a page has to be shown.</param>
/// <param name="IsLogReadable">Whether the log itself has to be shown all the time.</param>
internal sealed record FaultLimits(string Name, bool IsTotal, TimeSpan Recovery, bool IsLogReadable = false)
{
    public static FaultLimits Of(string name) => name switch
    {
        "slow" => new(name, IsTotal: false, TimeSpan.FromSeconds(5)),
        "disk-full" => new(name, IsTotal: true, TimeSpan.FromSeconds(5), IsLogReadable: true),
        "locked" => new(name, IsTotal: true, TimeSpan.FromSeconds(2)),
        _ => new(name, IsTotal: true, TimeSpan.FromSeconds(5)),
    };
}

/// <summary>Something that goes wrong with the log's file while the application runs, and that ends again.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Place">Where the application has to run for it.</param>
/// <param name="BeginAsync">Begins it.</param>
/// <param name="EndAsync">Ends it.</param>
internal sealed record Fault(string Name, ApplicationPlace Place, Func<Task> BeginAsync, Func<Task> EndAsync) : IAsyncDisposable
{
    private const int Eio = 5;
    private const int Enospc = 28;

    /// <summary>All that there are.</summary>
    public static IReadOnlyList<string> Names { get; } = ["disk-full", "no-space", "eio", "slow", "locked"];

    /// <summary>Cleans up.</summary>
    private Func<Task> AfterAsync { get; init; } = () => Task.CompletedTask;

    public static async Task<Fault> MakeAsync(string name, Scratch files)
    {
        var folder = files.Folder("application");
        if (name is "locked")
        {
            return Locked(folder);
        }

        if (name is "disk-full")
        {
            return await FullAsync(folder);
        }

        var disk = await ShimmedDisk.MakeAsync(files);
        return new(name, new(folder, Environment: disk.Environment(folder)), () => Order(disk, name), () => Order(disk, "well"));
    }

    public async ValueTask DisposeAsync() => await AfterAsync();

    private static Task Order(ShimmedDisk disk, string how)
    {
        disk.Order(how is "eio" ? Eio : 0, how is "no-space" ? Enospc : 0, how is "slow" ? TimeSpan.FromMilliseconds(500) : default);
        return Task.CompletedTask;
    }

    /// <summary>A file system of 1 GiB in memory, which somebody else's file fills to the last byte. Only root may make one.</summary>
    private static async Task<Fault> FullAsync(string folder)
    {
        await RunAsync("mount", "-t", "tmpfs", "-o", "size=1g", "tmpfs", folder);
        var filler = Path.Combine(folder, "somebody-elses-file");
        return new("disk-full", new(folder, Environment: KillRun.Quiet), () => FillAsync(filler), () => Task.Run(() => File.Delete(filler))) { AfterAsync = () => RunAsync("umount", folder) };
    }

    /// <summary>Fills what is free at this moment: what is given up for others afterwards is not taken from them.</summary>
    private static async Task FillAsync(string filler)
    {
        await using var file = new FileStream(filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var (size, isFull) = (1 << 20, false); size >= 1; size = isFull ? size / 2 : size)
        {
            try
            {
                await file.WriteAsync(new byte[size]);
            }
            catch (IOException)
            {
                isFull = true; // As wished: so much does not fit any more.
            }
        }
    }

    /// <summary>Another process holds the file's write lock.</summary>
    private static Fault Locked(string folder)
    {
        var place = new ApplicationPlace(folder, Environment: KillRun.Quiet);
        Process? other = null;
        return new("locked", place, BeginAsync, EndAsync);

        async Task BeginAsync()
        {
            other = Process.Start(new ProcessStartInfo("dotnet", [Assembly.GetExecutingAssembly().Location, "hold", place.LogFile]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
            await other.StandardOutput.ReadLineAsync();
        }

        async Task EndAsync()
        {
            other!.Kill();
            await other.WaitForExitAsync();
            other.Dispose();
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed; it needs root.");
        }
    }
}
