using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Store;

namespace Enterprise.VerifiableLog.Verification;

/// <summary>The chains of entries, recomputed seal by seal in the order of their ordinals.</summary>
internal sealed class ChainCheck(string? tenant, StatementCheck statements, ErasureCheck erasures, HeadTree? tree, FaultList faults)
{
    private readonly CanonicalText _text = new();
    private readonly SaltedHash _salted = new();
    private readonly Dictionary<string, ChainEnd> _places = new(StringComparer.Ordinal);
    private readonly ChainFaults _chainFaults = new(faults);
    private long _pruned;
    private long _missingOrdinals;

    public long Entries { get; private set; }

    public long First { get; private set; }

    public long Last { get; private set; }

    public long Erased { get; private set; }

    /// <summary>The ordinal of the last seal.</summary>
    public long Ordinal { get; private set; }

    /// <summary>Verifies the next seal with its entry.</summary>
    public void Add(SealedRow row)
    {
        _missingOrdinals += row.Ordinal - Ordinal - 1;
        Ordinal = row.Ordinal;
        _places.TryGetValue(row.Tenant, out var place);
        var isAnchor = false;
        if (row.Sequence > (place?.Sequence ?? 0) + 1)
        {
            isAnchor = statements.IsAnchor(row);
            _pruned += isAnchor ? row.Sequence - (place?.Sequence ?? 0) - 1 : 0;
        }
        else if (place is null && !row.HasEntry)
        {
            isAnchor = statements.IsAnchor(row); // One entry alone was pruned.
        }

        if (isAnchor && row.HasEntry && IsAsked(row))
        {
            faults.Add(VerificationFaultKind.Duplicate, row.Tenant, row.Sequence,
                $"Entry {row.Sequence} was pruned, and its seal points to an entry that is there.");
        }

        place ??= _places[row.Tenant] = new();
        var isNext = isAnchor || !IsAsked(row) || Join(row.Tenant, place, row.Sequence);
        var fits = isAnchor || !IsAsked(row) || Fits(row, place, isNext);
        if (row.Sequence <= place.Sequence)
        {
            // It is after its place, or has another's number: what follows may continue from it, or from before it.
            place.Alternative = row.Hash.ToArray();
            return;
        }

        // What is stored is taken as the start of what follows, so that one fault is one and not all that come after.
        (place.Sequence, place.Epoch) = (row.Sequence, fits || place.Epoch == 0 ? row.Epoch : place.Epoch);
        row.Hash.CopyTo(place.Hash ??= new byte[Chain.HashLength]);
        place.Alternative = fits ? null : place.Alternative ?? row.Hash.ToArray();
        tree?.Set(row.Tenant, row.Sequence, place.Hash);
    }

    /// <summary>
    /// Takes the leaf of an entry that is left out. Its hash is not stored: the next stored one shows whether the leaf is right.
    /// </summary>
    public void Skip(string chain, long sequence, int epoch, byte[] leaf)
    {
        var place = _places[chain];
        Join(chain, place, sequence);
        if (sequence <= place.Sequence)
        {
            return;
        }

        var isStart = epoch > place.Epoch;
        if (epoch < place.Epoch || (isStart && epoch != 1 && statements.Lost(epoch) is null))
        {
            faults.Add(VerificationFaultKind.Edited, chain, sequence,
                $"Entry {sequence} is of epoch {epoch}, which no statement vouches for.");
        }

        place.Hash = Chain.Next(isStart ? Chain.Start(chain, epoch, place.Hash, _text) : place.Hash, leaf);
        (place.Sequence, place.Epoch, place.Alternative) = (sequence, Math.Max(epoch, place.Epoch), null);
    }

    /// <summary>Where a chain stands.</summary>
    public (long Sequence, int Epoch, byte[] Hash) EndOf(string chain) =>
        (_places[chain].Sequence, _places[chain].Epoch, _places[chain].Hash!);

    /// <summary>Takes a seal as it is, to continue from there.</summary>
    public void StartAt(SealRow seal) => _places[seal.Tenant] = new() { Sequence = seal.Sequence, Epoch = seal.Epoch, Hash = seal.Hash };

    /// <summary>Reports what is only known when the last seal was seen.</summary>
    public void End()
    {
        _chainFaults.Flush();
        foreach (var (chain, place) in _places)
        {
            foreach (var (first, last) in place.Gaps.Where(gap => !place.IsFilled(gap)))
            {
                faults.Add(VerificationFaultKind.Missing, chain, first, $"Entries {first} to {last} are missing.");
            }
        }
    }

    /// <summary>Judges what can only be said when all seals from the first on were seen.</summary>
    public void EndOfAll()
    {
        if (_missingOrdinals != _pruned)
        {
            faults.Add(VerificationFaultKind.Missing, null, null,
                $"{_missingOrdinals} numbers of seals are not there, but only {_pruned} were pruned.");
        }
    }

    private bool IsAsked(SealedRow row) => tenant is null || row.Tenant == tenant;

    /// <summary>Whether a number follows the last one. Missing numbers are reported at the end, because they may still come.</summary>
    private bool Join(string chain, ChainEnd place, long sequence)
    {
        if (sequence == place.Sequence + 1)
        {
            return true;
        }

        if (sequence > place.Sequence)
        {
            place.Gaps.Add((place.Sequence + 1, sequence - 1));
            return false;
        }

        var isMoved = place.Late.Add(sequence) && place.Gaps.Exists(gap => gap.First <= sequence && sequence <= gap.Last);
        faults.Add(isMoved ? VerificationFaultKind.Moved : VerificationFaultKind.Duplicate, chain, sequence,
            $"Entry {sequence} is after entry {place.Sequence}{(isMoved ? "" : " once more")}.");
        return false;
    }

    /// <summary>
    /// Whether the entry is as it was sealed; of one that does not follow the last number, its personal parts alone can tell.
    /// </summary>
    private bool Fits(SealedRow row, ChainEnd place, bool isNext)
    {
        Entries++;
        (First, Last) = tenant is null ? (0, 0) : (First == 0 ? row.Sequence : First, row.Sequence);
        var before = place.Alternative;
        place.Alternative = null;
        if (!row.IsReadable)
        {
            faults.Add(VerificationFaultKind.Unreadable, row.Tenant, row.Sequence, $"Entry {row.Sequence} {row.Fault}.");
            return false;
        }

        if (row.PersonalFault(_salted) is { } fault)
        {
            faults.Add(VerificationFaultKind.Edited, row.Tenant, row.Sequence, $"Entry {row.Sequence} {fault}.");
        }

        if (!row.HasEntry)
        {
            faults.Add(VerificationFaultKind.Missing, row.Tenant, row.Sequence, $"Entry {row.Sequence} is gone, its seal is there.");
            return false;
        }

        Erased += row.IsErased ? 1 : 0;
        erasures.Add(row);

        if (!row.IsOfItsTenant)
        {
            faults.Add(VerificationFaultKind.WrongChain, row.Tenant, row.Sequence,
                $"Entry {row.Sequence} is of another tenant than its chain.");
        }

        return !isNext || Follows(row, place, before);
    }

    /// <summary>Whether the entry is the one that was sealed here, after what stands before it.</summary>
    private bool Follows(SealedRow row, ChainEnd place, byte[]? alternative)
    {
        var leaf = Chain.Leaf(row.Sequence, row.Fields, _text);
        var isBegun = place.Hash is not null && row.Epoch == place.Epoch;
        var previous = isBegun ? place.Hash! : Start(row, place.Hash);
        var hash = Chain.Next(previous, leaf);
        if (hash.AsSpan().SequenceEqual(row.Hash))
        {
            if (!isBegun && row.Epoch != 1 && (row.Epoch <= place.Epoch || statements.Lost(row.Epoch) is null))
            {
                faults.Add(VerificationFaultKind.Edited, row.Tenant, row.Sequence,
                    $"Entry {row.Sequence} begins epoch {row.Epoch}, which no statement vouches for.");
            }

            return true;
        }

        // Behind a fault that is said already: the seal there may be what was changed, or the epoch may have begun there.
        if (alternative is not null && new[] { place.Hash, alternative }.OfType<byte[]>()
            .Any(before => IsNext(before, leaf, row) || IsNext(Start(row, before), leaf, row)))
        {
            return true;
        }

        place.Alternative = hash;
        _chainFaults.Add(row, previous);
        return false;
    }

    private static bool IsNext(byte[] before, byte[] leaf, SealedRow row) =>
        before.Length == Chain.HashLength && Chain.Next(before, leaf).AsSpan().SequenceEqual(row.Hash);

    private byte[] Start(SealedRow row, byte[]? before) => Chain.Start(row.Tenant, row.Epoch, before ?? new byte[Chain.HashLength], _text);
}
