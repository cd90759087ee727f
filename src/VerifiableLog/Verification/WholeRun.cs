using System.Data.Common;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Checkpoints;
using Enterprise.VerifiableLog.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Verification;

/// <summary>
/// Everything from the first seal to the last: all seals in the order of their ordinals, so that each checkpoint is judged when the chains
/// stand where they stood at its size.
/// </summary>
internal sealed class WholeRun(IDbContextFactory<LogContext> contexts, LogContext context, string? tenant, PublicKeys keys, byte[]? secret,
    CheckpointArchive archive, TimeProvider clock)
    : VerificationRun(context, tenant, keys, secret)
{
    /// <summary>How old an entry without a seal must be where sealing comes later.</summary>
    private static readonly TimeSpan SealingTime = TimeSpan.FromMinutes(1);

    private readonly CheckpointPages _checkpoints = new(contexts);
    private long _archiveEnd;

    public override long Done => Math.Clamp(Chains.Ordinal, 0, Total);

    protected override void Look()
    {
        // In this order: what the archive holds is in the store already, and what a checkpoint covers is sealed.
        _archiveEnd = archive.Length;
        _checkpoints.Last = Number("SELECT coalesce(max(Number), 0) FROM Checkpoints");
        Total = Number("SELECT coalesce(max(Ordinal), 0) FROM Seals");
    }

    protected override void Read(SealReader seals, DbTransaction moment, SealedRows rows, (long Ordinal, long Sequence)? last) =>
        seals.ReadAll(moment, rows, last?.Ordinal ?? long.MinValue, Total);

    protected override void Add(SealedRow row)
    {
        while (_checkpoints.Current is { } checkpoint && SizeOf(checkpoint) < row.Ordinal)
        {
            Judge(checkpoint);
        }

        Chains.Add(row);
    }

    protected override void Finish()
    {
        Chains.EndOfAll();
        while (_checkpoints.Current is { } checkpoint)
        {
            Judge(checkpoint);
        }

        if (_checkpoints.Fault is { } fault)
        {
            Faults.Add(VerificationFaultKind.Unreadable, null, null, fault);
        }

        Tolerate("The checkpoint archive", () => Checkpoints.End(archive.Read(_archiveEnd)));
        Tolerate("Entries without a seal", Strays);
    }

    private void Judge(CheckpointRow checkpoint)
    {
        Checkpoints.Add(checkpoint, Chains.Ordinal, Total);
        _checkpoints.Next();
    }

    /// <summary>What is there, but in no chain.</summary>
    private void Strays()
    {
        const string Unsealed =
            "SELECT e.Position, e.Tenant FROM Entries e WHERE NOT EXISTS (SELECT 1 FROM Seals s WHERE s.Position = e.Position)";
        using var unsealed = Command(Tenant is null ? Unsealed : Unsealed + " AND e.Tenant = @tenant");
        if (Connection is not SqliteConnection)
        {
            unsealed.CommandText += " AND e.At < @sealed";
            unsealed.With("@sealed", Microseconds.Of(clock.GetUtcNow() - SealingTime));
        }

        if (Tenant is not null)
        {
            unsealed.With("@tenant", Tenant);
        }

        using (var reader = unsealed.ExecuteReader())
        {
            while (reader.Read())
            {
                Faults.Add(VerificationFaultKind.Unsealed, reader.IsDBNull(1) ? string.Empty : reader.GetString(1), null,
                    $"The entry at position {reader.GetValue(0)} has no seal.");
            }
        }

        var parts = Schema.Parts;
        var names = string.Join(", ", parts.Select(part => $"'{part.Name}'"));
        foreach (var (table, what) in Tenant is null
            ? [.. parts.Select(part => (part.Table, part.Name)), ("Erasures", "erasure receipt")] : Array.Empty<(string, string)>())
        {
            var isOther = table == "Erasures" ? $" OR Part NOT IN ({names})" : string.Empty;
            using var orphans = Command(
                $"SELECT Position FROM {table} p WHERE NOT EXISTS (SELECT 1 FROM Entries e WHERE e.Position = p.Position){isOther}");
            using var reader = orphans.ExecuteReader();
            while (reader.Read())
            {
                Faults.Add(VerificationFaultKind.Unsealed, null, null,
                    $"The {what} at position {reader.GetValue(0)} belongs to no entry or part.");
            }
        }
    }
}
