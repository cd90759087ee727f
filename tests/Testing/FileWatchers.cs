using System.Runtime.CompilerServices;

namespace Enterprise.Testing;

/// <summary>
/// Lets hosts inside tests watch no files. Each watcher is one inotify instance, of which Linux allows a user 128 by default
/// (<c>fs.inotify.max_user_instances</c>): fewer than there are hosts when test projects run at the same time.
/// </summary>
internal static class FileWatchers
{
#pragma warning disable CA2255 // It has to run before the first host, whatever test comes first.
    [ModuleInitializer]
#pragma warning restore CA2255
    public static void Avoid()
    {
        Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
        Environment.SetEnvironmentVariable("DOTNET_USE_POLLING_FILE_WATCHER", "1");
    }
}
