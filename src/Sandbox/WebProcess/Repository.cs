namespace Enterprise.Sandbox.WebProcess;

/// <summary>The working copy that the Sandbox belongs to.</summary>
internal sealed record Repository(string Root)
{
    public string WebProject => Path.Combine(Root, "src", "Web");

    public string AccessLog => Path.Combine(Scratch, "data", "access-log.db");

    public string Keys => Path.Combine(Scratch, "keys");

    public string CheckpointArchive => Path.Combine(Scratch, "archive", "access-log.checkpoints");

    public string ApplicationLog => Path.Combine(Scratch, "application.log");

    /// <summary>A file of the Siemens iX look; it exists once a build has restored the look.</summary>
    public string Look => Path.Combine(WebProject, "wwwroot", "lib", "ix", "siemens-ix-core.css");

    private string Scratch => Path.Combine(Root, ".sandbox");

    /// <summary>
    /// Looks upward from the current folder, then from the Sandbox's own, for the solution; null when neither lies in a working copy.
    /// </summary>
    public static Repository? Find(string start) => Upward(start) ?? Upward(AppContext.BaseDirectory);

    public string WebAssembly(string configuration) => Path.Combine(WebProject, "bin", configuration, "net10.0", "Enterprise.Web.dll");

    public void PrepareScratch() => Directory.CreateDirectory(Scratch);

    private static Repository? Upward(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Enterprise.sln")))
            {
                return new Repository(folder.FullName);
            }
        }

        return null;
    }
}
