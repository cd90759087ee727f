using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Enterprise.Testing;

namespace Enterprise.Benchmarks.Cost;

/// <summary>The application as operators get it, published once per state of the sources, below the system's temporary folder.</summary>
internal static class PublishedBuild
{
    private static readonly string[] Built = ["bin", "obj", "lib", "data", "keys", "archive", "node_modules"];

    public static async Task<string> FolderAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), "enterprise-published", State());
        if (Directory.Exists(folder))
        {
            return folder;
        }

        Console.WriteLine($"publishing to {folder}");
        var scratch = folder + "-" + Path.GetRandomFileName();
        var start = new ProcessStartInfo("dotnet", ["publish", "src/Web", "-c", "Release", "-o", scratch, "--nologo", "-v", "quiet"])
        {
            WorkingDirectory = EnterpriseHost.RepositoryRoot,
        };
        using var publish = Process.Start(start)!;
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException("dotnet publish failed; its output says why.");
        }

        Directory.Move(scratch, folder);
        return folder;
    }

    /// <summary>A hash over the names and contents of everything that the build reads.</summary>
    private static string State()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var root = EnterpriseHost.RepositoryRoot;
        var sources = new[] { "Domain", "Application", "Infrastructure", "Web" }
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(root, "src", project), "*", SearchOption.AllDirectories));
        foreach (var file in sources.Concat(Directory.EnumerateFiles(root)).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(root, file);
            if (!name.Split(Path.DirectorySeparatorChar).Any(Built.Contains))
            {
                hash.AppendData(Encoding.UTF8.GetBytes(name));
                hash.AppendData(File.ReadAllBytes(file));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
