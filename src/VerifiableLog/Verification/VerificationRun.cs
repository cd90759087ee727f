using System.Data.Common;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Verification;

/// <summary>
/// One verification. Reading goes on in one thread while judging goes on in another; what they share changes hands between pieces.
/// </summary>
internal abstract class VerificationRun(LogContext context, string? tenant, PublicKeys keys, byte[]? secret)
{
    private readonly SealReader _seals = new(context.Database.GetDbConnection(), context.Schema, tenant);
    private readonly List<StatementRow> _newStatements = [];
    private readonly SealedRows[] _pieces = [new(context.Schema), new(context.Schema)];
    private int _pieceNumber;
    private (long Ordinal, long Sequence)? _last;
    private long _statementsRead = long.MinValue;
    private string? _unreadable;

    public FaultList Faults { get; } = new();

    /// <summary>How many seals are to be read.</summary>
    public long Total { get; protected set; }

    public abstract long Done { get; }

    public VerificationResult Result => new(
        Chains.Entries, Chains.First, Chains.Last, Chains.Erased, Checkpoints.Count, Checkpoints.Rebuilt, Checkpoints.Archived,
            Faults.Count);

    protected string? Tenant => tenant;

    protected LogSchema Schema => context.Schema;

    protected DbConnection Connection { get; } = context.Database.GetDbConnection();

    protected StatementCheck Statements { get; private set; } = null!;

    protected ChainCheck Chains { get; private set; } = null!;

    protected CheckpointCheck Checkpoints { get; private set; } = null!;

    /// <summary>Null where its secret is missing.</summary>
    protected HeadTree? Tree { get; } = secret is null ? null : new(secret);

    public void Begin()
    {
        var (instance, rebuiltFrom) = (Guid.Empty, 0L);
        Tolerate("The log's own name or its seals", () =>
        {
            if (Connection is not SqliteConnection)
            {
                using var patience = Command("SET statement_timeout = 0");
                patience.ExecuteNonQuery();
            }

            Look();
            rebuiltFrom = Number(ChainHeads.LastPruned);
            instance = context.Instances.AsNoTracking().Where(row => row.Id == 1).Select(row => row.Instance).FirstOrDefault();
        });
        if (Tree is null && Total > 0)
        {
            Faults.Add(VerificationFaultKind.UnknownKey, null, null,
                "The folder of the keys has no log.secret: no checkpoint's root can be recomputed.");
        }

        Statements = new(instance, keys, Faults);
        Checkpoints = new(instance, keys, Statements, Tree, rebuiltFrom, Faults);
        Chains = new(tenant, Statements, new(context.Schema.Person, instance, keys, Statements, Faults), Tree, Faults);
        Prepare();
    }

    /// <summary>The next piece; empty at the end. It stands until the next but one is read.</summary>
    public SealedRows Read()
    {
        var rows = _pieces[_pieceNumber++ % _pieces.Length];
        rows.Clear();
        try
        {
            using var moment = ProofStore.Moment(Connection);
            context.Database.UseTransaction(moment);
            Read(_seals, moment, rows, _last);
            lock (_newStatements)
            {
                // Of the same moment: whatever is gone from these rows is vouched for in these statements.
                _newStatements.AddRange(context.Statements.AsNoTracking().Where(row => row.Number > _statementsRead)
                    .OrderBy(row => row.Number));
                _statementsRead = _newStatements.Count > 0 ? _newStatements[^1].Number : _statementsRead;
            }

            _last = rows.Count > 0 ? (rows[rows.Count - 1].Ordinal, rows[rows.Count - 1].Sequence) : _last;
        }
        catch (Exception fault) when (StoreFaults.Is(fault)
            || fault is InvalidCastException or FormatException or InvalidOperationException)
        {
            rows.Clear();
            _unreadable = $"From seal {(_last?.Ordinal ?? 0) + 1} on the log cannot be read: {fault.Message}";
        }
        finally
        {
            context.Database.UseTransaction(null);
        }

        return rows;
    }

    /// <summary>Judges a piece while the next one is read.</summary>
    /// <returns>The next piece; empty at the end.</returns>
    public SealedRows JudgeAndRead(SealedRows rows)
    {
        SealedRows? next = null;
        Parallel.Invoke(() => next = Read(), () => Judge(rows));
        return next!;
    }

    private void Judge(SealedRows rows)
    {
        LearnStatements();
        for (var index = 0; index < rows.Count; index++)
        {
            Add(rows[index]);
        }
    }

    public void End()
    {
        LearnStatements();
        Chains.End();
        if (_unreadable is { } fault)
        {
            Faults.Add(VerificationFaultKind.Unreadable, null, null, fault);
        }

        Finish();
    }

    /// <summary>Looks at what there is, before anything is read.</summary>
    protected abstract void Look();

    /// <summary>Makes the checks ready, where there is something to be made ready.</summary>
    protected virtual void Prepare()
    {
    }

    protected abstract void Read(SealReader seals, DbTransaction moment, SealedRows rows, (long Ordinal, long Sequence)? last);

    protected abstract void Add(SealedRow row);

    /// <summary>Judges what is left when all seals were seen.</summary>
    protected abstract void Finish();

    /// <summary>What the signed text says: the column beside it may have been changed.</summary>
    protected static long SizeOf(CheckpointRow row) => CheckpointText.Read(row.Text)?.Content.Size ?? row.Size;

    /// <summary>Damaged data ends no verification.</summary>
    protected void Tolerate(string what, Action look)
    {
        try
        {
            look();
        }
        catch (Exception fault) when (StoreFaults.Is(fault) || fault is InvalidCastException or FormatException or InvalidOperationException
            or IOException or UnauthorizedAccessException or ArgumentException)
        {
            Faults.Add(VerificationFaultKind.Unreadable, null, null, $"{what} cannot be read: {fault.Message}");
        }
    }

    protected long Number(string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = Command(sql);
        foreach (var (name, value) in values)
        {
            command.With(name, value);
        }

        return command.ExecuteScalar() is { } number and not DBNull
            ? Convert.ToInt64(number, System.Globalization.CultureInfo.InvariantCulture) : 0;
    }

#pragma warning disable CA2100 // The text is this code's own.
    protected DbCommand Command(string sql)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        return command;
    }
#pragma warning restore CA2100

    private void LearnStatements()
    {
        lock (_newStatements)
        {
            _newStatements.ForEach(Statements.Add);
            _newStatements.Clear();
        }
    }
}
