namespace Enterprise.Endurance;

/// <summary>A folder for one run; it goes with the run.</summary>
internal sealed class Scratch(string name) : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory($"endurance-{name}-").FullName;

    public string File(string file) => Path.Combine(_root, file);

    public string Folder(string folder) => Directory.CreateDirectory(Path.Combine(_root, folder)).FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
