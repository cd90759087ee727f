using System.Security.Cryptography;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.AccessLog.Integrity;

namespace Enterprise.Infrastructure.AccessLog.Store;

/// <summary>An entry that is about to be stored, with the salts and commitments of its personal parts.</summary>
internal sealed record Committed(AccessEntry Entry, Subject Subject, byte[] SubjectSalt, byte[] SubjectCommitment, byte[]? DetailSalt, byte[]? DetailCommitment)
{
    /// <summary>Draws new salts and commits to the personal parts.</summary>
    /// <exception cref="ArgumentException">The entry does not say who.</exception>
    public static Committed Of(AccessEntry entry)
    {
        var text = new CanonicalText();
        var subject = entry.Subject ?? throw new ArgumentException("A new entry says who.", nameof(entry));
        var subjectSalt = RandomNumberGenerator.GetBytes(Commitment.SaltLength);
        var subjectCommitment = Commitment.To(subjectSalt, subject, text);
        var detailSalt = entry.Detail is null ? null : RandomNumberGenerator.GetBytes(Commitment.SaltLength);
        return new(entry, subject, subjectSalt, subjectCommitment, detailSalt, entry.Detail is null ? null : Commitment.To(detailSalt, entry.Detail, text));
    }
}
