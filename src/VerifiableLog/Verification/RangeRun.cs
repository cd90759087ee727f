using System.Data.Common;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Checkpoints;
using Enterprise.VerifiableLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Verification;

/// <summary>
/// A range of one chain: from the seal before its first entry, which is taken as it stands, to where the chain stood at the first
/// checkpoint that covers its last entry. If that root comes out, nothing in between can be otherwise than it was, and the seal before
/// neither. What it costs depends on the range and on the number of tenants, not on the log.
/// </summary>
internal sealed class RangeRun(LogContext context, string tenant, LogRange range, PublicKeys keys, byte[]? secret,
    CheckpointArchive archive) : VerificationRun(context, tenant, keys, secret)
{
    private readonly LogContext _context = context;
    private (SignedText, CheckpointText)? _archived;
    private CheckpointRow? _checkpoint;
    private CheckpointRow? _newest;
    private long _until;
    private long _size;
    private long _first;

    public override long Done => Math.Clamp(Chains.Last - range.First + 1, 0, Total);

    protected override void Look()
    {
        // In this order: what the archive holds is in the store already, and what a checkpoint covers is sealed.
        _archived = archive.Last();
        _newest = Checkpoint(long.MaxValue, isBefore: true);
        _size = Number("SELECT coalesce(max(Ordinal), 0) FROM Seals");
        _first = Number("SELECT min(Sequence) FROM Seals WHERE Tenant = @tenant", ("@tenant", Tenant!));
        _until = Math.Min(range.Last, Number("SELECT max(Sequence) FROM Seals WHERE Tenant = @tenant", ("@tenant", Tenant!)));
        _checkpoint = Covering(OrdinalOf(_until));
        foreach (var head in _checkpoint is null ? [] : ChainHeads.Read(Connection, size: SizeOf(_checkpoint)))
        {
            Tree?.Set(head.Tenant, head.Sequence, head.Hash);
            _until = head.Tenant == Tenant ? Math.Max(_until, head.Sequence) : _until;
        }

        Total = Math.Max(0, _until - range.First + 1);
    }

    protected override void Prepare() => Tolerate("The seal before the range", () =>
    {
        if (range.First > 1 && _context.Seals.AsNoTracking()
            .FirstOrDefault(seal => seal.Tenant == Tenant && seal.Sequence == range.First - 1) is { } before)
        {
            Chains.StartAt(before);
        }
    });

    protected override void Read(SealReader seals, DbTransaction moment, SealedRows rows, (long Ordinal, long Sequence)? last) =>
        seals.ReadChain(moment, rows, last?.Sequence ?? range.First - 1, _until);

    protected override void Add(SealedRow row) => Chains.Add(row);

    protected override void Finish()
    {
        if (_first > range.Last && !Statements.IsPruned(Tenant!, range.Last))
        {
            Faults.Add(VerificationFaultKind.Missing, Tenant, range.First,
                $"The chain begins with entry {_first}, and no statement says that those before it were pruned.");
        }

        if (_newest is not null && SizeOf(_newest) > _size)
        {
            Faults.Add(VerificationFaultKind.CutTail, null, _newest.Number,
                $"Checkpoint {_newest.Number} covers {SizeOf(_newest)} entries, but the log ends at {_size}.");
        }

        Tolerate("The checkpoint that covers the range", () =>
        {
            if (_checkpoint is not null)
            {
                Checkpoints.StartAfter(Checkpoint(_checkpoint.Number - 1, isBefore: true));
                Checkpoints.Add(_checkpoint, reached: 0, _size);
            }
        });
        Tolerate("The checkpoint archive", () => Checkpoints.End(
        [
            .. _checkpoint is not null && archive.Find(_checkpoint.Number) is { } own ? new[] { own } : [],
            .. _archived is var (text, last) && last.Number > (_newest?.Number ?? 0) ? new[] { (text, last) } : [],
        ]));
    }

    /// <summary>The first checkpoint of this size or more, found by halving: sizes grow with numbers.</summary>
    private CheckpointRow? Covering(long ordinal)
    {
        var (low, high) = (1L, (_newest?.Number ?? 0) + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (Checkpoint(middle, isBefore: false) is { } row && row.Size < ordinal)
            {
                low = row.Number + 1;
            }
            else
            {
                high = middle;
            }
        }

        return Checkpoint(low, isBefore: false);
    }

    /// <summary>The last checkpoint up to a number, or the first from it on.</summary>
    private CheckpointRow? Checkpoint(long number, bool isBefore) => isBefore
        ? _context.Checkpoints.AsNoTracking().Where(row => row.Number <= number).OrderByDescending(row => row.Number).FirstOrDefault()
        : _context.Checkpoints.AsNoTracking().Where(row => row.Number >= number).OrderBy(row => row.Number).FirstOrDefault();

    /// <summary>The ordinal of an entry's seal, or of the next that is there.</summary>
    private long OrdinalOf(long sequence) =>
        Number("SELECT Ordinal FROM Seals WHERE Tenant = @tenant AND Sequence >= @sequence ORDER BY Sequence LIMIT 1",
            ("@tenant", Tenant!), ("@sequence", sequence));
}
