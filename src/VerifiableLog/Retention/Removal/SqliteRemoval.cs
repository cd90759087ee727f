using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Retention.Removal;

/// <summary>
/// Removing from a SQLite file. The triggers that refuse it are dropped and put back inside each transaction, so that no other connection
/// ever sees the tables without them and no crash leaves them out.
/// </summary>
internal sealed class SqliteRemoval(IDbContextFactory<LogContext> contexts, string connectionString) : IRemoval
{
    private const int PieceLength = 1 << 20;

    /// <summary>
    /// Never closed before the process ends: closing a file drops every lock that this process holds on it, SQLite's with them (how POSIX
    /// locks work).
    /// </summary>
    private static readonly List<FileStream> KeptOpen = [];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public IDbContextFactory<LogContext> Contexts => contexts;

    public string Place => Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource);

    /// <summary>Every process that may write to the file may remove from it.</summary>
    public Task CheckAsync(CancellationToken cancel) => Task.CompletedTask;

    public async Task RunAsync(LogContext context, Func<Task> work, CancellationToken cancel)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var triggers = await context.Database
            .SqlQuery<Trigger>($"SELECT name AS Name, sql AS Text FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_no_DELETE'")
            .ToListAsync(cancel);
#pragma warning disable EF1002, EF1003 // The names and texts are those of the store's own triggers.
        foreach (var trigger in triggers)
        {
            await context.Database.ExecuteSqlRawAsync($"DROP TRIGGER \"{trigger.Name}\"", cancel);
        }

        await work();
        foreach (var trigger in triggers)
        {
            await context.Database
                .ExecuteSqlRawAsync(trigger.Text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal),
                cancel);
        }
#pragma warning restore EF1002, EF1003

        await transaction.CommitAsync(cancel);
    }

    public async Task<string?> WipeAsync(Rewriting what, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        context.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        if (what != Rewriting.Nothing)
        {
            await context.Database.ExecuteSqlRawAsync("VACUUM", cancel);
        }

        // The log of changes still holds pages from before; it can be emptied once no reader looks at them any more.
        for (var begun = TimeProvider.System.GetTimestamp(); await IsBusyAsync(context, cancel); await Task.Delay(100, cancel))
        {
            if (TimeProvider.System.GetElapsedTime(begun) > Patience)
            {
                throw new LogException(LogFailure.Busy,
                    $"{Place}-wal could not be emptied within {Patience.TotalSeconds:0} seconds, because it is in use by readers. "
                    + "Try again when no export or verification runs.");
            }
        }

        return null;
    }

    public Task<long?> CountTracesAsync(IReadOnlyCollection<string> texts, CancellationToken cancel)
    {
        var needles = texts.SelectMany(text => new[] { text, Uri.EscapeDataString(text) }).Distinct(StringComparer.Ordinal)
            .Select(Encoding.UTF8.GetBytes).ToList();
        long found = 0;
        foreach (var file in new[] { Place, $"{Place}-wal", $"{Place}-shm" }.Where(File.Exists))
        {
            found += Count(file, needles, cancel);
        }

        return Task.FromResult<long?>(found);
    }

    private static async Task<bool> IsBusyAsync(LogContext context, CancellationToken cancel)
    {
        await context.Database.OpenConnectionAsync(cancel);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), System.Globalization.CultureInfo.InvariantCulture) != 0;
    }

    private static long Count(string file, List<byte[]> needles, CancellationToken cancel)
    {
        var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        lock (KeptOpen)
        {
            KeptOpen.Add(stream);
        }

        var overlap = needles.Count == 0 ? 0 : needles.Max(needle => needle.Length) - 1;
        var piece = new byte[PieceLength + overlap];
        long found = 0;
        for (int kept = 0, read; (read = stream.ReadAtLeast(piece.AsSpan(kept), piece.Length - kept, throwOnEndOfStream: false)) > 0;)
        {
            cancel.ThrowIfCancellationRequested();
            var seen = piece.AsSpan(0, kept + read);
            foreach (var needle in needles)
            {
                found += seen.Count(needle);
            }

            kept = Math.Min(overlap, seen.Length);
            seen[^kept..].CopyTo(piece);
        }

        return found;
    }

    private sealed record Trigger(string Name, string Text);
}
