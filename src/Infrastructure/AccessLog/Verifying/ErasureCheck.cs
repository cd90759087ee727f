using System.Text;
using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog.Integrity;

namespace Enterprise.Infrastructure.AccessLog.Verifying;

/// <summary>
/// Personal parts that are gone: each needs a signed mark of its own, or, who and from where alone, a statement that all entries as old were pseudonymised. A mark that is there for no
/// reason, or is not good, is a fault too.
/// </summary>
internal sealed class ErasureCheck(Guid instance, PublicKeys keys, StatementCheck statements, FaultList faults)
{
    private const int Prefix = 4;

    /// <summary>Judges a row whose entry is there.</summary>
    public void Add(SealedRow row)
    {
        if (!row.HasSubject || row.SubjectMark is not null)
        {
            Judge(row, ErasedPart.Subject, "personal part", row.HasSubject, row.SubjectMark, statements.IsPseudonymised(row.Tenant, row.At));
        }

        if (row.DetailMark is not null || (!row.HasDetail && row.HadDetail))
        {
            Judge(row, ErasedPart.Detail, "detail", row.HasDetail || !row.HadDetail, row.DetailMark, isPseudonymised: false);
        }
    }

    private void Judge(SealedRow row, string part, string what, bool isThere, Signature? mark, bool isPseudonymised)
    {
        if (mark is null)
        {
            if (!isPseudonymised)
            {
                faults.Add(LogFaultKind.Missing, row.Tenant, row.Sequence, $"The {what} of entry {row.Sequence} is gone, and nothing signed says that it was erased.");
            }
        }
        else if (isThere)
        {
            faults.Add(LogFaultKind.Edited, row.Tenant, row.Sequence, $"Entry {row.Sequence} has a mark that its {what} was erased, which does not fit what it has.");
        }
        else if (IsGood(row, part, mark) is not true and var isGood)
        {
            faults.Add(
                isGood is null ? LogFaultKind.UnknownKey : LogFaultKind.BadSignature, row.Tenant, row.Sequence,
                $"The {what} of entry {row.Sequence} is gone, and the mark that it was erased is {(isGood is null ? $"signed with key {mark.Key}, which is not among the public keys" : "not signed for it")}.");
        }
    }

    private bool? IsGood(SealedRow row, string part, Signature mark) => Guid.TryParse(Encoding.ASCII.GetString(row.Of(row.Places.Id)[Prefix..]), out var entry)
        ? keys.IsGood(Encoding.UTF8.GetBytes(new ErasureMark { Instance = instance, Entry = entry, Part = part, Key = mark.Key }.ToBody()), mark)
        : false;
}
