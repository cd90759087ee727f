using System.Data.Common;
using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog.Integrity;
using Enterprise.Infrastructure.AccessLog.Checkpoints;
using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Verifying;

/// <summary>One verification. Reading goes on in one thread while judging goes on in another; what they share changes hands between pieces.</summary>
internal sealed class VerificationRun(IDbContextFactory<AccessLogContext> contexts, AccessLogContext context, string? tenant, PublicKeys keys, byte[]? secret, WitnessFile witness, TimeProvider clock)
{
    /// <summary>How old an entry without a seal must be where sealing comes later.</summary>
    private static readonly TimeSpan SealingTime = TimeSpan.FromMinutes(1);

    private readonly CheckpointPages _checkpoints = new(contexts);
    private readonly DbConnection _connection = context.Database.GetDbConnection();
    private readonly SealReader _seals = new(context.Database.GetDbConnection(), tenant);
    private readonly List<StatementRow> _newStatements = [];
    private StatementCheck _statements = null!;
    private CheckpointCheck _checkpointCheck = null!;
    private ChainCheck _chains = null!;
    private long _read = long.MinValue;
    private long _statementsRead;
    private long _witnessEnd;
    private string? _unreadable;

    public FaultList Faults { get; } = new();

    public long Total { get; private set; }

    public long Done => Math.Clamp(_chains.Ordinal, 0, Total);

    public Application.AccessLog.Verification Result => new(
        _chains.Entries, _chains.First, _chains.Last, _chains.Erased, _checkpointCheck.Count, _checkpointCheck.Rebuilt, _checkpointCheck.Witnessed, Faults.Count);

    public void Begin()
    {
        var (instance, rebuiltFrom) = (Guid.Empty, 0L);
        Tolerate("The log's own name or its seals", () =>
        {
            if (_connection is not SqliteConnection)
            {
                using var patience = Command("SET statement_timeout = 0");
                patience.ExecuteNonQuery();
            }

            // In this order: what the witness holds is in the store already, and what a checkpoint covers is sealed.
            _witnessEnd = witness.Length;
            _checkpoints.Last = Number("SELECT coalesce(max(Number), 0) FROM Checkpoints");
            Total = Number("SELECT coalesce(max(Ordinal), 0) FROM Seals");
            rebuiltFrom = Number(FirstSeals);
            instance = context.Instances.AsNoTracking().OrderBy(row => row.Id).Select(row => row.Instance).FirstOrDefault();
        });
        _statements = new(instance, keys, Faults);
        var tree = secret is null ? null : new HeadTree(secret);
        if (tree is null && Total > 0)
        {
            Faults.Add(LogFaultKind.UnknownKey, null, null, "The folder of the keys has no log.secret: no checkpoint's root can be reckoned again.");
        }

        _checkpointCheck = new(instance, keys, _statements, tree, rebuiltFrom, Faults);
        _chains = new(tenant, _statements, tree, Faults);
    }

    /// <summary>The next piece; empty at the end.</summary>
    public List<SealedRow> Read()
    {
        var rows = new List<SealedRow>();
        try
        {
            using var moment = ProofStore.Moment(_connection);
            context.Database.UseTransaction(moment);
            rows = _seals.Read(moment, _read, Total);
            lock (_newStatements)
            {
                // Of the same moment: whatever is gone from these rows is vouched for in these statements.
                _newStatements.AddRange(context.Statements.AsNoTracking().Where(row => row.Number > _statementsRead).OrderBy(row => row.Number));
                _statementsRead = _newStatements.Count > 0 ? _newStatements[^1].Number : _statementsRead;
            }

            _read = rows.Count > 0 ? rows[^1].Ordinal : _read;
        }
        catch (Exception fault) when (StoreFaults.Is(fault) || fault is InvalidCastException or FormatException or InvalidOperationException)
        {
            _unreadable = $"From seal {_read + 1} on the log cannot be read: {fault.Message}";
        }
        finally
        {
            context.Database.UseTransaction(null);
        }

        return rows;
    }

    public void Judge(List<SealedRow> rows)
    {
        LearnStatements();
        foreach (var row in rows)
        {
            while (_checkpoints.Current is { } checkpoint && SizeOf(checkpoint) < row.Ordinal)
            {
                Judge(checkpoint);
            }

            _chains.Add(row);
        }
    }

    public void End()
    {
        LearnStatements();
        _chains.End();
        while (_checkpoints.Current is { } checkpoint)
        {
            Judge(checkpoint);
        }

        if ((_unreadable ?? _checkpoints.Fault) is { } fault)
        {
            Faults.Add(LogFaultKind.Unreadable, null, null, fault);
        }

        Tolerate("The witness file", () => _checkpointCheck.End(witness.Read(_witnessEnd)));
        Tolerate("Entries without a seal", Strays);
    }

    private void Judge(CheckpointRow checkpoint)
    {
        _checkpointCheck.Add(checkpoint, _chains.Ordinal, Total);
        _checkpoints.Next();
    }

    /// <summary>What the signed text says: the column beside it may have been changed.</summary>
    private static long SizeOf(CheckpointRow row) =>
        SignedText.TryParse(row.Text, out var signed) && CheckpointText.TryParse(signed, out var text) ? text.Size : row.Size;

    private void LearnStatements()
    {
        lock (_newStatements)
        {
            _newStatements.ForEach(_statements.Add);
            _newStatements.Clear();
        }
    }

    /// <summary>What is there, but in no chain.</summary>
    private void Strays()
    {
        const string Unsealed = "SELECT e.Position, e.Tenant FROM Entries e WHERE NOT EXISTS (SELECT 1 FROM Seals s WHERE s.Position = e.Position)";
        using var unsealed = Command(tenant is null ? Unsealed : Unsealed + " AND e.Tenant = @tenant");
        if (_connection is not SqliteConnection)
        {
            unsealed.CommandText += " AND e.At < @sealed";
            unsealed.With("@sealed", Microseconds.Of(clock.GetUtcNow() - SealingTime));
        }

        if (tenant is not null)
        {
            unsealed.With("@tenant", tenant);
        }

        using (var reader = unsealed.ExecuteReader())
        {
            while (reader.Read())
            {
                Faults.Add(LogFaultKind.Unsealed, reader.IsDBNull(1) ? string.Empty : reader.GetString(1), null, $"The entry at position {reader.GetValue(0)} has no seal.");
            }
        }

        foreach (var (table, what) in tenant is null ? new[] { ("Subjects", "personal part"), ("Details", "detail") } : [])
        {
            using var orphans = Command($"SELECT Position FROM {table} p WHERE NOT EXISTS (SELECT 1 FROM Entries e WHERE e.Position = p.Position)");
            using var reader = orphans.ExecuteReader();
            while (reader.Read())
            {
                Faults.Add(LogFaultKind.Unsealed, null, null, $"The {what} at position {reader.GetValue(0)} belongs to no entry.");
            }
        }
    }

    /// <summary>Damaged data ends no verification.</summary>
    private void Tolerate(string what, Action look)
    {
        try
        {
            look();
        }
        catch (Exception fault) when (StoreFaults.Is(fault) || fault is InvalidCastException or FormatException or InvalidOperationException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            Faults.Add(LogFaultKind.Unreadable, null, null, $"{what} cannot be read: {fault.Message}");
        }
    }

    private long Number(string sql)
    {
        using var command = Command(sql);
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

#pragma warning disable CA2100 // The text is this code's own.
    private DbCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        return command;
    }
#pragma warning restore CA2100
    /// <summary>The greatest ordinal by which a chain begins later than with its first entry: roots before it cannot be reckoned again.</summary>
    private const string FirstSeals = """
        WITH RECURSIVE Tenants(Tenant) AS (
            SELECT min(Tenant) FROM Seals
            UNION ALL
            SELECT (SELECT min(Tenant) FROM Seals WHERE Tenant > Tenants.Tenant) FROM Tenants WHERE Tenants.Tenant IS NOT NULL)
        SELECT coalesce(max(Seals.Ordinal), 0) FROM Tenants JOIN Seals ON Seals.Tenant = Tenants.Tenant
            AND Seals.Sequence = (SELECT min(Sequence) FROM Seals AS First WHERE First.Tenant = Tenants.Tenant) AND Seals.Sequence > 1
        """;
}
