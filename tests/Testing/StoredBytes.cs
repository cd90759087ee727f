using System.Diagnostics;
using System.Text;

namespace Enterprise.Testing;

/// <summary>
/// What really stands in a log's files, free space included. A process of its own reads them: whoever opens and closes a SQLite file beside
/// SQLite drops the locks that SQLite holds on it.
/// </summary>
public static class StoredBytes
{
    /// <summary>How often the texts stand in all files of the folders together.</summary>
    public static int CountIn(IEnumerable<string> folders, params string[] texts)
    {
        string[] arguments = ["--recursive", "--text", "--no-messages", "--only-matching", "--no-filename", "--fixed-strings",
            .. texts.Select(text => $"--regexp={text}"), "--", .. folders];
        using var process = Process.Start(
            new ProcessStartInfo("grep", arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd().Count(character => character == '\n');
    }

    /// <summary>How often the texts stand in the file, in its write-ahead log and in its index together.</summary>
    public static int Count(string file, params string[] texts)
    {
        var start = new ProcessStartInfo("cat", new[] { file, $"{file}-wal", $"{file}-shm" }.Where(File.Exists)) { UseShellExecute = false,
            RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        using var bytes = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(bytes);
        process.WaitForExit();
        return texts.Sum(text => bytes.GetBuffer().AsSpan(0, (int)bytes.Length).Count(Encoding.UTF8.GetBytes(text)));
    }
}
