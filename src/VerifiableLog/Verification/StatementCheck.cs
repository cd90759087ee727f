using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Store;

namespace Enterprise.VerifiableLog.Verification;

/// <summary>The chain of statements, and what they vouch for.</summary>
/// <param name="instance">Which log.</param>
/// <param name="keys">The keys that may sign.</param>
/// <param name="faults">Where faults are added.</param>
/// <param name="exported">The tenant of an export, which has only the statements about it and about all.</param>
internal sealed class StatementCheck(Guid instance, PublicKeys keys, FaultList faults, string? exported = null)
{
    private const string Before = "before ";

    private readonly List<StatementText> _statements = [];
    private readonly Dictionary<long, string> _hashes = [];
    private readonly Dictionary<string, long> _pseudonymised = new(StringComparer.Ordinal);
    private string? _key;

    /// <summary>The number of the last one.</summary>
    public long Last { get; private set; }

    public string LastHash { get; private set; } = SignedText.None;

    public IEnumerable<StatementText> Of(string kind) => _statements.Where(statement => statement.Kind == kind);

    public bool Has(long number, string hash) => number == 0 ? hash == SignedText.None : _hashes.TryGetValue(number, out var own)
        && own == hash;

    /// <summary>
    /// Whether the end of a pruned prefix is vouched for: it is what a statement names, or lies before that where the pruning is under way
    /// or was broken off.
    /// </summary>
    public bool IsAnchor(SealedRow row) => Of(StatementKind.Prune).Any(statement => statement.Tenant == row.Tenant
        && (statement.Count("sequence") == row.Sequence
            ? statement.Count("ordinal") == row.Ordinal && statement["hash"] == Convert.ToHexStringLower(row.Hash)
            : row.Sequence < statement.Count("sequence") && row.Ordinal < statement.Count("ordinal") && !row.HasEntry));

    /// <summary>Whether the entries of a chain up to a number may be gone.</summary>
    public bool IsPruned(string chain, long sequence) => Of(StatementKind.Prune)
        .Any(statement => statement.Tenant == chain && statement.Count("sequence") >= sequence);

    /// <summary>Whether an entry of this time may be without its personal part because all as old as it were pseudonymised.</summary>
    public bool IsPseudonymised(string chain, long at) => _pseudonymised.TryGetValue(chain, out var before) && at < before;

    /// <summary>The statement of a loss after which an epoch began.</summary>
    public StatementText? Lost(int epoch) => Of(StatementKind.Lost).LastOrDefault(statement => statement.Count("epoch") == epoch);

    /// <summary>Whether a key was made known by the one before it.</summary>
    public bool IsVouched(string key) => Of(StatementKind.NewKey).Any(statement => statement["new"] == key);

    public void Add(StatementRow row)
    {
        if (StatementText.Read(row.Text) is not var (signed, statement))
        {
            faults.Add(VerificationFaultKind.Edited, null, row.Number, $"Statement {row.Number} is no statement.");
            Last = row.Number;
            return;
        }

        if (statement.Number != row.Number)
        {
            faults.Add(VerificationFaultKind.Replayed, null, row.Number,
                $"Statement {row.Number} says that it is number {statement.Number}.");
        }
        else if (row.Number != Last + 1)
        {
            faults.Add(VerificationFaultKind.Missing, null, Last + 1, $"Statements {Last + 1} to {row.Number - 1} are missing.");
        }
        else if (statement.Previous != LastHash)
        {
            faults.Add(VerificationFaultKind.Edited, null, row.Number, $"Statement {row.Number} does not follow the one before it.");
        }

        if (statement.Kind != row.Kind || statement.Tenant != row.Tenant || Microseconds.Of(statement.At) != row.At
            || statement.Instance != instance)
        {
            faults.Add(VerificationFaultKind.Edited, null, row.Number,
                $"Statement {row.Number} is filed under something else than it says.");
        }

        if (Signatures.Judge(signed, statement.Key, _key, keys, $"Statement {row.Number}", row.Number, faults))
        {
            _key = statement.Key;
            Vouch(statement);
        }

        (Last, LastHash) = (row.Number, signed.Hash);
        _hashes[row.Number] = signed.Hash;
    }

    /// <summary>Takes the next statement of an export.</summary>
    /// <returns>The keys that signed it; null where it cannot be read.</returns>
    public IReadOnlyCollection<string>? AddPart(string? text, CheckpointText? checkpoint)
    {
        if (StatementText.Read(text) is not var (signed, statement))
        {
            faults.Add(VerificationFaultKind.Edited, null, null, "A statement cannot be read.");
            return null;
        }

        var (number, what) = (statement.Number, $"Statement {statement.Number}");
        var previous = number == 1 ? SignedText.None : number == Last + 1 ? LastHash : null;
        foreach (var (isFault, why) in new[]
        {
            (statement.Instance != instance, "belongs to another log"),
                (statement.Tenant is not null && statement.Tenant != exported, "is about another tenant"),
            (number <= Last, "is out of order"),
                (previous is not null && statement.Previous != previous, "does not follow the one before it"),
            (checkpoint?.Statement == number && checkpoint.StatementHash != signed.Hash, "is not the one that the checkpoint names"),
        }.Where(one => one.Item1))
        {
            faults.Add(VerificationFaultKind.Edited, null, number, $"{what} {why}.");
        }

        var signers = Signatures.Signers(signed, keys);
        if (statement.Kind == StatementKind.NewKey && !signers.Contains(statement["new"] ?? string.Empty, StringComparer.Ordinal))
        {
            faults.Add(VerificationFaultKind.BadSignature, null, number, $"{what} names a new key, which did not sign it.");
        }

        if (Signatures.Judge(signed, statement.Key, before: null, keys, what, number, faults))
        {
            Vouch(statement);
        }

        (Last, LastHash) = (number, signed.Hash);
        return signers;
    }

    /// <summary>Only what is signed vouches for anything.</summary>
    private void Vouch(StatementText statement)
    {
        _statements.Add(statement);
        if (statement is { Kind: StatementKind.Pseudonymise, Tenant: { } chain } && statement["policy"] is { } policy
            && policy.StartsWith(Before, StringComparison.Ordinal) && Microseconds.TryParse(policy[Before.Length..], out var time))
        {
            _pseudonymised[chain] = Math.Max(_pseudonymised.GetValueOrDefault(chain, long.MinValue), Microseconds.Of(time));
        }
    }
}
