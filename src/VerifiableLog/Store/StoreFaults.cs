using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Enterprise.VerifiableLog.Store;

/// <summary>The exceptions by which a database says that it could not do what was asked.</summary>
internal static class StoreFaults
{
    /// <summary>SQLITE_CORRUPT.</summary>
    private const int Corrupt = 11;

    /// <summary>SQLITE_NOTADB.</summary>
    private const int NoDatabase = 26;

    /// <summary>
    /// True also for a fault that the database's library wraps as "likely due to a transient failure", and for its time-outs.
    /// </summary>
    public static bool Is(Exception exception) =>
        exception is DbException or TimeoutException || (exception is InvalidOperationException { InnerException: { } inner } && Is(inner));

    /// <summary>Whether a file is broken inside, or none of the database's.</summary>
    public static bool IsDamage(Exception exception) => exception is SqliteException { SqliteErrorCode: Corrupt or NoDatabase };

    /// <summary>Why the service does not start on a store that cannot be read.</summary>
    /// <param name="what">Which store, as the beginning of the sentence.</param>
    /// <param name="fault">What the database said.</param>
    public static LogException Unreadable(string what, Exception fault) => new(
        LogFailure.Refused,
        $"{what} cannot be read ({fault.Message.ReplaceLineEndings(" ")}): keep the files for an examination, check the disk or the "
            + "server, and restore the newest complete copy. The next start reports what it lacks.",
        fault);
}
