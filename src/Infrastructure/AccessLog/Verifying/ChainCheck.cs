using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog.Integrity;
using Enterprise.Infrastructure.AccessLog.Store;

namespace Enterprise.Infrastructure.AccessLog.Verifying;

/// <summary>The chains of entries, reckoned again seal by seal in the order of their ordinals.</summary>
internal sealed class ChainCheck(string? tenant, StatementCheck statements, ErasureCheck erasures, HeadTree? tree, FaultList faults)
{
    private readonly CanonicalText _text = new();
    private readonly SaltedHash _salted = new();
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly Misfits _misfits = new(faults);
    private long _pruned;
    private long _missingOrdinals;

    public long Entries { get; private set; }

    public long First { get; private set; }

    public long Last { get; private set; }

    public long Erased { get; private set; }

    /// <summary>The ordinal of the last seal.</summary>
    public long Ordinal { get; private set; }

    public void Add(SealedRow row)
    {
        _missingOrdinals += row.Ordinal - Ordinal - 1;
        Ordinal = row.Ordinal;
        _places.TryGetValue(row.Tenant, out var place);
        var isAnchor = false;
        if (row.Sequence != (place?.Sequence ?? 0) + 1)
        {
            isAnchor = row.Sequence > (place?.Sequence ?? 0) && statements.IsAnchor(row);
            _pruned += isAnchor ? row.Sequence - (place?.Sequence ?? 0) - 1 : 0;
            if (!isAnchor && IsAsked(row))
            {
                Gap(row, place?.Sequence ?? 0);
            }
        }
        else if (place is null && !row.HasEntry)
        {
            isAnchor = statements.IsAnchor(row); // One entry alone was pruned.
        }

        if (isAnchor && row.HasEntry && IsAsked(row))
        {
            faults.Add(LogFaultKind.Duplicate, row.Tenant, row.Sequence, $"Entry {row.Sequence} was pruned, and its seal points to an entry that is there.");
        }

        place ??= _places[row.Tenant] = new();
        var fits = isAnchor || !IsAsked(row) || Fits(row, place);

        if (row.Sequence <= place.Sequence)
        {
            // It stands behind its place, or under another's number: what follows may go on from it, or from before it.
            place.Alternative = row.Hash.ToArray();
            return;
        }

        // What stands there is the start of what follows, so that one fault is one and not all that come after.
        (place.Sequence, place.Epoch) = (row.Sequence, fits || place.Epoch == 0 ? row.Epoch : place.Epoch);
        row.Hash.CopyTo(place.Hash ??= new byte[Chain.HashLength]);
        place.Alternative = fits ? null : place.Alternative ?? row.Hash.ToArray();
        tree?.Set(row.Tenant, row.Sequence, place.Hash);
    }

    /// <summary>Takes a seal as it stands, to reckon on from there.</summary>
    public void StartAt(SealRow seal) => _places[seal.Tenant] = new() { Sequence = seal.Sequence, Epoch = seal.Epoch, Hash = seal.Hash };

    /// <summary>Judges what is left when the last seal was seen.</summary>
    public void End() => _misfits.Flush();

    /// <summary>Judges what can only be said when all seals from the first on were seen.</summary>
    public void EndOfAll()
    {
        if (_missingOrdinals != _pruned)
        {
            faults.Add(LogFaultKind.Missing, null, null, $"{_missingOrdinals} numbers of seals are not there, but only {_pruned} were pruned.");
        }
    }

    private bool IsAsked(SealedRow row) => tenant is null || row.Tenant == tenant;

    private void Gap(SealedRow row, long last)
    {
        if (row.Sequence > last)
        {
            faults.Add(LogFaultKind.Missing, row.Tenant, last + 1, $"Entries {last + 1} to {row.Sequence - 1} are missing.");
        }
        else
        {
            faults.Add(row.Sequence == last ? LogFaultKind.Duplicate : LogFaultKind.Moved, row.Tenant, row.Sequence, $"Entry {row.Sequence} stands after entry {last}.");
        }
    }

    private bool Fits(SealedRow row, Place place)
    {
        Entries++;
        (First, Last) = tenant is null ? (0, 0) : (First == 0 ? row.Sequence : First, row.Sequence);
        var before = place.Alternative;
        place.Alternative = null;
        if (!row.IsReadable)
        {
            faults.Add(LogFaultKind.Unreadable, row.Tenant, row.Sequence, $"Entry {row.Sequence} {row.Fault}.");
            return false;
        }

        if (row.PersonalFault(_salted) is { } fault)
        {
            faults.Add(LogFaultKind.Edited, row.Tenant, row.Sequence, $"Entry {row.Sequence} {fault}.");
        }

        if (!row.HasEntry)
        {
            faults.Add(LogFaultKind.Missing, row.Tenant, row.Sequence, $"Entry {row.Sequence} is gone, its seal is there.");
            return false;
        }

        Erased += row.IsErased ? 1 : 0;
        erasures.Add(row);

        if (!row.IsOfItsTenant)
        {
            faults.Add(LogFaultKind.WrongTenant, row.Tenant, row.Sequence, $"Entry {row.Sequence} is of another tenant than its chain.");
            return false;
        }

        return Follows(row, place, before);
    }

    /// <summary>Whether the entry is the one that was sealed here, after what stands before it.</summary>
    private bool Follows(SealedRow row, Place place, byte[]? alternative)
    {
        var leaf = Chain.Leaf(row.Sequence, row.Fields, _text);
        var isBegun = place.Hash is not null && row.Epoch == place.Epoch;
        var previous = isBegun ? place.Hash! : Start(row, place.Hash);
        var hash = Chain.Next(previous, leaf);
        if (hash.AsSpan().SequenceEqual(row.Hash))
        {
            if (!isBegun && row.Epoch != 1 && (row.Epoch <= place.Epoch || statements.Lost(row.Epoch) is null))
            {
                faults.Add(LogFaultKind.Edited, row.Tenant, row.Sequence, $"Entry {row.Sequence} begins epoch {row.Epoch}, which no statement vouches for.");
            }

            return true;
        }

        // Behind a fault that is said already: the seal there may be what was changed, or the epoch may have begun there.
        if (alternative is not null && new[] { place.Hash, alternative }.OfType<byte[]>().Any(before => IsNext(before, leaf, row) || IsNext(Start(row, before), leaf, row)))
        {
            return true;
        }

        place.Alternative = hash;
        _misfits.Add(row, previous);
        return false;
    }

    private static bool IsNext(byte[] before, byte[] leaf, SealedRow row) =>
        before.Length == Chain.HashLength && Chain.Next(before, leaf).AsSpan().SequenceEqual(row.Hash);

    private byte[] Start(SealedRow row, byte[]? before) => Chain.Start(row.Tenant, row.Epoch, before ?? new byte[Chain.HashLength], _text);

    /// <summary>The end of a chain so far.</summary>
    private sealed class Place
    {
        public long Sequence { get; set; }

        public int Epoch { get; set; }

        public byte[]? Hash { get; set; }

        /// <summary>Behind a fault only: the hash as it was reckoned, or as it stands where it could not be.</summary>
        public byte[]? Alternative { get; set; }
    }
}
