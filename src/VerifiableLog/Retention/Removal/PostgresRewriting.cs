using System.Globalization;
using Npgsql;

namespace Enterprise.VerifiableLog.Retention.Removal;

/// <summary>
/// Removes deleted rows from the files of a PostgreSQL server: rewrites the tables (<c>VACUUM FULL</c>, because <c>VACUUM</c> alone frees
/// space without wiping it) and the planner's statistics, which contain the most frequent names, and switches the write-ahead log to a new
/// segment, so that the server may remove the old ones. The server keeps rows that an older transaction could still read, whatever that
/// transaction reads; so a table is rewritten until no such rows are left.
/// </summary>
internal sealed class PostgresRewriting(string connectionString, LogSchema schema) : IAsyncDisposable
{
    /// <summary>The tables of personal parts, and the one that stands for the first.</summary>
    private readonly string[] _personal = [.. schema.Parts.Select(part => part.Table), "pseudonyms"];

    /// <summary>Appends wait behind a command that waits for a table: after this time the command gives way.</summary>
    private const string Waiting = "SET lock_timeout = 1000";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>With the details of the server's messages, which contain the numbers. No statement here contains personal data.</summary>
    private readonly NpgsqlConnection _connection =
        new(new NpgsqlConnectionStringBuilder(connectionString) { IncludeErrorDetail = true }.ConnectionString);

    /// <summary>Runs.</summary>
    /// <returns>What still holds what was removed, in words; null where nothing is known to.</returns>
    public async Task<string?> RunAsync(Rewriting what, CancellationToken cancel)
    {
        await _connection.OpenAsync(cancel);
        await ExecuteAsync(Waiting, cancel);
        foreach (var table in what == Rewriting.Everything ? [.. _personal, "erasures", "entries", "seals"] : _personal)
        {
            await RewriteAsync(table, cancel);
        }

        await PatientlyAsync($"ANALYZE {string.Join(", ", _personal)}", cancel);
        await RewriteAsync("pg_statistic", cancel);
        return string.Join("; ", await LeaveSegmentAsync(cancel)) is { Length: > 0 } rest ? rest : null;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<List<string>> LeaveSegmentAsync(CancellationToken cancel)
    {
        var rest = new List<string>();
        if (await AskAsync("SELECT has_function_privilege('pg_switch_wal()', 'EXECUTE') AND pg_has_role('pg_checkpoint', 'USAGE')", cancel))
        {
            await ExecuteAsync("SELECT pg_switch_wal()", cancel);
            await ExecuteAsync("CHECKPOINT", cancel);
        }
        else
        {
            rest.Add("the server's write-ahead log holds it until a superuser says SELECT pg_switch_wal() and CHECKPOINT");
        }

        if (!await AskAsync("SELECT current_setting('wal_recycle') = 'off'", cancel))
        {
            rest.Add("used segments of the write-ahead log keep what they held until they are written again (wal_recycle=on)");
        }

        return rest;
    }

    private async Task RewriteAsync(string table, CancellationToken cancel)
    {
        var kept = 0L;
        _connection.Notice += Read;
        try
        {
            await PatientlyAsync($"VACUUM (FULL, VERBOSE) {table}", () => Interlocked.Exchange(ref kept, 0) == 0, cancel);
        }
        finally
        {
            _connection.Notice -= Read;
        }

        // The first number of the detail, in whatever language, is that of removed rows "that cannot be removed yet".
        void Read(object sender, NpgsqlNoticeEventArgs said)
        {
            var number = string.Concat((said.Notice.Detail ?? string.Empty).SkipWhile(letter => !char.IsAsciiDigit(letter))
                .TakeWhile(char.IsAsciiDigit));
            Interlocked.Add(ref kept, number.Length == 0 ? 0 : long.Parse(number, CultureInfo.InvariantCulture));
        }
    }

    private Task PatientlyAsync(string sql, CancellationToken cancel) => PatientlyAsync(sql, () => true, cancel);

    private async Task PatientlyAsync(string sql, Func<bool> isDone, CancellationToken cancel)
    {
        for (var begun = TimeProvider.System.GetTimestamp(); ; await Task.Delay(Pause, cancel))
        {
            try
            {
                await ExecuteAsync(sql, cancel);
                if (isDone())
                {
                    return;
                }
            }
            catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                // The transaction that uses the table gets time to end.
            }

            if (TimeProvider.System.GetElapsedTime(begun) > Patience)
            {
                throw new LogException(LogFailure.Busy,
                    $"{sql} did not get its lock within {Patience.TotalMinutes:0} minutes, because the table is in use by readers. "
                    + "Try again when no export or verification runs.");
            }
        }
    }

#pragma warning disable CA2100 // Texts from this code alone.
    private async Task ExecuteAsync(string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, _connection) { CommandTimeout = (int)TimeSpan.FromHours(2).TotalSeconds };
        await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task<bool> AskAsync(string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }
#pragma warning restore CA2100
}
