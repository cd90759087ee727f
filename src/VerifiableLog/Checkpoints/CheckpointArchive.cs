using System.Text;
using Enterprise.VerifiableLog.Integrity;
using Microsoft.Data.Sqlite;

namespace Enterprise.VerifiableLog.Checkpoints;

/// <summary>
/// The append-only file of all checkpoints, outside the database's folder: restoring or truncating the database does not restore or
/// truncate it. Its records are the signed texts, one after the other.
/// </summary>
internal sealed class CheckpointArchive(LogOptions options)
{
    private const string FirstWord = "enterprise-access-log/";

    /// <summary>Holds the last few dozen records.</summary>
    private const int Tail = 64 * 1024;

    public string Name => Path.GetFullPath(options.CheckpointArchive);

    /// <summary>Refuses a place where the file would be restored together with the database, or that cannot be written.</summary>
    /// <exception cref="LogException">It is such a place.</exception>
    public void Check()
    {
        if (DatabaseFolder() is { } folder && (Name + Path.DirectorySeparatorChar)
            .StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new LogException(
                LogFailure.Refused, $"{options.CheckpointArchiveSetting} is {Name}, in the folder of the access log's database "
                    + $"({folder}): give a file outside it, best on another disk, so that restoring the database does not restore the "
                    + "archive.");
        }

        try
        {
            using var file = Open();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new LogException(
                LogFailure.Refused, $"{options.CheckpointArchiveSetting} names {Name}, which cannot be written ({fault.Message}): give a "
                    + "file that this service may append to.", fault);
        }
    }

    /// <summary>Adds a record and waits until it is on the disk.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Append(string text)
    {
        using var file = Open();
        file.Write(Encoding.UTF8.GetBytes($"\n{text}"));
        file.Flush(flushToDisk: true);
    }

    /// <summary>The record with the greatest number among the last ones, or null where there is none.</summary>
    public (SignedText Text, CheckpointText Checkpoint)? Last() => Read(Length - Tail, long.MaxValue)
        .Select(record => ((SignedText, CheckpointText)?)record).MaxBy(record => record!.Value.Item2.Number);

    /// <summary>
    /// The record of a number, or null where there is none; found by halving, because numbers grow from record to record.
    /// </summary>
    public (SignedText Text, CheckpointText Checkpoint)? Find(long number)
    {
        var (low, high) = (0L, Length);
        while (high - low > Tail)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = Read(middle, middle + Tail).FirstOrDefault() is (_, { } first) && first.Number <= number
                ? (middle, high) : (low, middle);
        }

        // The first record that was found in the middle may lie behind it.
        return Read(low, high + Tail).Select(record => ((SignedText, CheckpointText)?)record)
            .FirstOrDefault(record => record!.Value.Item2.Number == number);
    }

    /// <summary>
    /// All records, in their order in the file; what is no checkpoint, such as one half of it that a power cut left, is passed over.
    /// </summary>
    public IEnumerable<(SignedText Text, CheckpointText Checkpoint)> Read(long until = long.MaxValue) => Read(0, until);

    /// <summary>Its length in bytes; 0 where there is none.</summary>
    public long Length => File.Exists(Name) ? new FileInfo(Name).Length : 0;

    private IEnumerable<(SignedText Text, CheckpointText Checkpoint)> Read(long from, long until)
    {
        if (!File.Exists(Name))
        {
            yield break;
        }

        using var file = new FileStream(Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = Math.Max(0, from);
        using var reader = new StreamReader(file, Encoding.UTF8);
        var record = new StringBuilder();
        for (var read = file.Position; read < until && reader.ReadLine() is { } line; read += Encoding.UTF8.GetByteCount(line) + 1)
        {
            if (line.StartsWith(FirstWord, StringComparison.Ordinal))
            {
                if (Parse(record) is { } whole)
                {
                    yield return whole;
                }

                record.Clear();
            }

            record.Append(line).Append('\n');
        }

        if (Parse(record) is { } last)
        {
            yield return last;
        }
    }

    private static (SignedText, CheckpointText)? Parse(StringBuilder record)
    {
        var text = record.ToString().TrimEnd('\n') + "\n";
        return CheckpointText.Read(text) is { } found ? (found.Text, found.Content) : null;
    }

    private FileStream Open()
    {
        if (!File.Exists(Name))
        {
            var folder = Path.GetDirectoryName(Name)!;
            Directory.CreateDirectory(folder);
            using (Opened())
            {
                NewNames.Sync(folder);
            }
        }

        return Opened();
    }

    private FileStream Opened() => new(Name, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    /// <summary>Null where the database is a server's.</summary>
    private string? DatabaseFolder() => options.Database == StoreKind.Sqlite
        ? Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(options.Store).DataSource))
        : null;
}
