using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Store;

namespace Enterprise.VerifiableLog.Verification;

/// <summary>The chain of checkpoints, and their comparison with the chains of entries and with the archive.</summary>
internal sealed class CheckpointCheck(Guid instance, PublicKeys keys, StatementCheck statements, HeadTree? tree, long rebuiltFrom,
    FaultList faults)
{
    private readonly Dictionary<long, string> _hashes = [];
    private CheckpointText? _before;
    private string _beforeHash = SignedText.None;
    private long _number;
    private (long First, long Last, long From, long Until)? _mismatch;
    private long _matched;

    public long Count { get; private set; }

    public long Rebuilt { get; private set; }

    public long Archived { get; private set; }

    /// <summary>Takes a checkpoint as it stands, to go on from there.</summary>
    public void StartAfter(CheckpointRow? row)
    {
        if (row is not null && CheckpointText.Read(row.Text) is var (signed, text))
        {
            (_before, _beforeHash, _number) = (text, signed.Hash, row.Number);
        }
    }

    /// <summary>Judges the next checkpoint, when all chains stand as they stood at its size.</summary>
    /// <param name="row">The checkpoint.</param>
    /// <param name="reached">The ordinal of the last seal that stands in the chains.</param>
    /// <param name="end">The ordinal of the last seal of all.</param>
    public void Add(CheckpointRow row, long reached, long end)
    {
        Count++;
        if (CheckpointText.Read(row.Text) is not var (signed, text))
        {
            faults.Add(VerificationFaultKind.Edited, null, row.Number, $"Checkpoint {row.Number} is no checkpoint.");
            (_before, _number) = (null, row.Number);
            return;
        }

        if (text.Number != row.Number)
        {
            faults.Add(VerificationFaultKind.Replayed, null, row.Number, $"Checkpoint {row.Number} says that it is number {text.Number}.");
        }
        else
        {
            Follow(row, signed, text);
        }

        if (text.Size != row.Size || text.Epoch != row.Epoch || Microseconds.Of(text.At) != row.At || text.Instance != instance)
        {
            faults.Add(VerificationFaultKind.Edited, null, row.Number,
                $"Checkpoint {row.Number} is filed under something else than it says.");
        }

        var isGood = Signatures.Judge(signed, text.Key, _before?.Key, keys, $"Checkpoint {row.Number}", row.Number, faults);
        if (_before is not null && _before.Key != text.Key && isGood && !statements.IsVouched(text.Key))
        {
            faults.Add(VerificationFaultKind.UnknownKey, null, row.Number,
                $"Checkpoint {row.Number} has a new key that no statement makes known.");
        }

        if (text.Statement > statements.Last || !statements.Has(text.Statement, text.StatementHash))
        {
            faults.Add(VerificationFaultKind.CheckpointMismatch, null, row.Number,
                $"Checkpoint {row.Number} names statement {text.Statement}, which is not there as it was.");
        }

        if (isGood && text.Number == row.Number)
        {
            Compare(text, reached, end);
        }

        (_before, _beforeHash, _number) = (text, signed.Hash, row.Number);
        _hashes[row.Number] = signed.Hash;
    }

    /// <summary>Judges what is left when all seals and checkpoints were seen.</summary>
    public void End(IEnumerable<(SignedText Text, CheckpointText Checkpoint)> archive)
    {
        if (_mismatch is var (first, last, from, until))
        {
            faults.Add(
                VerificationFaultKind.CheckpointMismatch, null, first,
                $"Checkpoint {first}{(last > first ? $" and those up to {last}" : "")} was made over other chains: something among "
                    + $"seals {from} to {until} was changed and everything after it recomputed.");
        }

        foreach (var (signed, text) in archive)
        {
            Archived++;
            if (_hashes.TryGetValue(text.Number, out var own) ? own != signed.Hash : !IsLost(text.Number))
            {
                Accuse(signed, text);
            }
        }
    }

    private void Accuse(SignedText signed, CheckpointText text)
    {
        if (signed.Signatures.Any(signature => keys.IsGood(signed, signature) != true))
        {
            faults.Add(VerificationFaultKind.BadSignature, null, text.Number,
                $"Record {text.Number} of the checkpoint archive is not signed with a key of this log.");
        }
        else if (text.Number > _number)
        {
            faults.Add(VerificationFaultKind.CutTail, null, text.Number,
                $"The checkpoint archive has checkpoint {text.Number} of {text.Size} entries; the log ends with checkpoint {_number}.");
        }
        else
        {
            faults.Add(VerificationFaultKind.CheckpointMismatch, null, text.Number,
                $"The checkpoint archive has checkpoint {text.Number}; the log lacks it or has another one.");
        }
    }

    private void Follow(CheckpointRow row, SignedText signed, CheckpointText text)
    {
        if (signed.Hash == _beforeHash)
        {
            faults.Add(VerificationFaultKind.Replayed, null, row.Number, $"Checkpoint {row.Number} is an old one.");
        }
        else if (row.Number != _number + 1
            && !(text.Epoch > (_before?.Epoch ?? 1) && IsLost(row.Number - 1) && text.Previous == _beforeHash))
        {
            faults.Add(VerificationFaultKind.Missing, null, _number + 1, $"Checkpoints {_number + 1} to {row.Number - 1} are missing.");
        }
        else if (text.Previous != _beforeHash && (_before is not null || row.Number == 1))
        {
            faults.Add(VerificationFaultKind.Edited, null, row.Number, $"Checkpoint {row.Number} does not follow the one before it.");
        }
        else if (_before is not null
            && (text.Size < _before.Size || text.Epoch < _before.Epoch
            || (text.Epoch > _before.Epoch && statements.Lost(text.Epoch) is null)))
        {
            faults.Add(VerificationFaultKind.CheckpointMismatch, null, row.Number,
                $"Checkpoint {row.Number} goes back behind the one before it.");
        }
    }

    /// <summary>Whether a number is of those that were lost with a restored database.</summary>
    private bool IsLost(long number) => statements.Of(StatementKind.Lost)
        .Any(statement => long
            .TryParse(statement["archived"]?.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture, out var archived)
            && number <= archived);

    private void Compare(CheckpointText text, long reached, long end)
    {
        if (text.Size > end)
        {
            faults.Add(VerificationFaultKind.CutTail, null, text.Number,
                $"Checkpoint {text.Number} covers {text.Size} entries, but the log ends at {end}.");
            return;
        }

        if (tree is null || text.Size < rebuiltFrom || text.Size < reached)
        {
            return;
        }

        Rebuilt++;
        if (Convert.ToBase64String(tree.Root()) == text.Root)
        {
            _matched = text.Size;
        }
        else
        {
            _mismatch = _mismatch is var (first, _, from, until)
                ? (first, text.Number, from, until) : (text.Number, text.Number, _matched + 1, text.Size);
        }
    }
}
