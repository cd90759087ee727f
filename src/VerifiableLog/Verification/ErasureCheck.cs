using System.Text;
using Enterprise.VerifiableLog.Integrity;

namespace Enterprise.VerifiableLog.Verification;

/// <summary>
/// Personal parts that are gone: each needs a signed receipt, or, for the part that says who, a statement that all entries as old were
/// pseudonymised. A receipt without reason, or with a bad signature, is a fault too.
/// </summary>
internal sealed class ErasureCheck(LogPart? person, Guid instance, PublicKeys keys, StatementCheck statements, FaultList faults)
{
    private const int Prefix = 4;

    /// <summary>Judges a row whose entry is there.</summary>
    public void Add(SealedRow row)
    {
        for (var index = 0; index < row.Parts.Count; index++)
        {
            var part = row.Parts[index];
            if (part.Receipt is not null || (!part.IsThere && row.Had(part)))
            {
                Judge(row, part);
            }
        }
    }

    private void Judge(SealedRow row, SealedPart part)
    {
        var name = part.Part.Name;
        if (part.Receipt is not { } receipt)
        {
            if (part.Part.Index != person?.Index || !statements.IsPseudonymised(row.Tenant, row.At))
            {
                faults.Add(VerificationFaultKind.Missing, row.Tenant, row.Sequence,
                    $"The {name} of entry {row.Sequence} is gone, and no signed receipt says that it was erased.");
            }
        }
        else if (part.IsThere || !row.Had(part))
        {
            faults.Add(VerificationFaultKind.Edited, row.Tenant, row.Sequence,
                $"Entry {row.Sequence} has a receipt that its {name} was erased, which does not match what it has.");
        }
        else if (IsGood(row, name, receipt) is not true and var isGood)
        {
            faults.Add(
                isGood is null ? VerificationFaultKind.UnknownKey : VerificationFaultKind.BadSignature, row.Tenant, row.Sequence,
                $"The {name} of entry {row.Sequence} is gone, and the receipt of its erasure is "
                    + (isGood is null ? $"signed with key {receipt.Key}, which is not among the public keys." : "not signed for it."));
        }
    }

    private bool? IsGood(SealedRow row, string part, Signature receipt) =>
        Encoding.UTF8.GetString(row.Of(row.Places.Id)[Prefix..]) is var id && Guid.TryParse(id, out var entry) && entry.ToString() == id
        ? keys.IsGood(Encoding.UTF8.GetBytes(
            new ErasureReceipt { Instance = instance, Entry = entry, Part = part, Key = receipt.Key }.ToBody()), receipt)
        : false;
}
