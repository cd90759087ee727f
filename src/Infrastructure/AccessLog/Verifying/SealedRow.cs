using System.Security.Cryptography;
using Enterprise.Domain.AccessLog.Integrity;

namespace Enterprise.Infrastructure.AccessLog.Verifying;

/// <summary>A seal with what belongs to it, as it was found. Texts are in canonical form.</summary>
internal sealed class SealedRow
{
    public long Ordinal { get; set; }

    public string Tenant { get; set; } = string.Empty;

    public long Sequence { get; set; }

    public int Epoch { get; set; }

    public byte[] Hash { get; set; } = new byte[Chain.HashLength];

    /// <summary>Whether the entry is there.</summary>
    public bool HasEntry { get; set; }

    /// <summary>Whether the entry names the tenant in whose chain it stands.</summary>
    public bool IsOfItsTenant { get; set; }

    /// <summary>The fields of the leaf behind the number.</summary>
    public byte[] Fields { get; set; } = [];

    public byte[] SubjectCommitment { get; set; } = [];

    /// <summary>Empty where there never was a detail.</summary>
    public byte[] DetailCommitment { get; set; } = [];

    public byte[] SubjectSalt { get; set; } = [];

    /// <summary>Null where it is gone.</summary>
    public byte[]? Subject { get; set; }

    /// <summary>Whether its personal parts are filed under the entry's tenant and time.</summary>
    public bool IsFiledWithIt { get; set; } = true;

    public byte[] DetailSalt { get; set; } = [];

    /// <summary>Null where it is gone, or never was.</summary>
    public byte[]? Detail { get; set; }

    /// <summary>Whether personal parts are gone: erased, as far as a statement vouches for it.</summary>
    public bool IsErased => HasEntry && (Subject is null || (Detail is null && DetailCommitment.Length > 0));

    /// <summary>Whether its columns are of the kind that they must be.</summary>
    public bool IsReadable { get; set; } = true;

    /// <summary>Why the row cannot be read; null for most.</summary>
    public string? Fault { get; set; }

    /// <summary>Why its personal parts do not fit their commitments; null for most.</summary>
    public string? PersonalFault() =>
        Subject is not null && !IsCommitted(SubjectSalt, Subject, SubjectCommitment) ? "has another personal part than it was sealed with"
        : !IsFiledWithIt ? "has a personal part that is filed under another tenant or time"
        : Detail is not null && !IsCommitted(DetailSalt, Detail, DetailCommitment) ? "has another detail than it was sealed with"
        : null;

    private static bool IsCommitted(byte[] salt, byte[] text, byte[] commitment)
    {
        Span<byte> reckoned = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(salt, text, reckoned);
        return reckoned.SequenceEqual(commitment);
    }
}
