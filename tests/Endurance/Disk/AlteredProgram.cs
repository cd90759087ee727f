using System.Text;

namespace Enterprise.Endurance.Disk;

/// <summary>A copy of the application with one word changed, to prove that a measurement would notice.</summary>
internal static class AlteredProgram
{
    private const string True = "PRAGMA synchronous=FULL";

    /// <summary>Copies the program and lets it wait for the disk less.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="synchronous"><c>NORMAL</c> (1) or <c>OFF</c> (0), as SQLite calls them.</param>
    public static string Copy(string folder, string synchronous)
    {
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(AppContext.BaseDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var library = Path.Combine(folder, "Enterprise.VerifiableLog.dll");
        var bytes = File.ReadAllBytes(library).AsSpan();
        var (word, other) = (Encoding.Unicode.GetBytes(True), Encoding.Unicode.GetBytes(True[..^4] + (string.Equals(synchronous, "NORMAL", StringComparison.Ordinal) ? "1   " : "0   ")));
        var places = 0;
        for (int at; (at = bytes.IndexOf(word)) >= 0; places++)
        {
            other.CopyTo(bytes[at..]);
        }

        File.WriteAllBytes(library, places > 0 ? bytes.ToArray() : throw new InvalidOperationException($"'{True}' was not found in {library}."));
        return folder;
    }
}
