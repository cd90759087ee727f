using Enterprise.Domain.AccessLog.Integrity;

namespace Enterprise.Infrastructure.AccessLog.Verifying;

/// <summary>A seal with what belongs to it, as it was found.</summary>
internal sealed class SealedRow
{
    public long Ordinal { get; set; }

    public string Tenant { get; set; } = string.Empty;

    public long Sequence { get; set; }

    public int Epoch { get; set; }

    public byte[] Hash { get; set; } = new byte[Chain.HashLength];

    /// <summary>Whether the entry is there.</summary>
    public bool HasEntry { get; set; }

    public SealedFields Fields { get; set; }

    public byte[] SubjectCommitment { get; set; } = [];

    public byte[] DetailCommitment { get; set; } = [];

    /// <summary>Whether personal parts are gone: erased, as far as a statement vouches for it.</summary>
    public bool IsErased { get; set; }

    /// <summary>Whether its columns are of the kind that they must be.</summary>
    public bool IsReadable { get; set; } = true;

    /// <summary>Why its personal parts do not fit their commitments, or why the row cannot be read; null for most.</summary>
    public string? Fault { get; set; }
}
