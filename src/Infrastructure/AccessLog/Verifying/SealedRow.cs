using Enterprise.Domain.AccessLog.Integrity;

namespace Enterprise.Infrastructure.AccessLog.Verifying;

/// <summary>
/// A seal with what belongs to it, as it was found: texts in canonical form, everything in one buffer. Rows are filled again and again, because making new ones for millions of entries
/// would cost more than reckoning them.
/// </summary>
internal sealed class SealedRow
{
    private static readonly byte[] NoHash = new byte[Chain.HashLength];

    private readonly CanonicalText _bytes = new();

    public long Ordinal { get; set; }

    public string Tenant { get; set; } = string.Empty;

    public long Sequence { get; set; }

    public int Epoch { get; set; }

    /// <summary>The entry's time in microseconds.</summary>
    public long At { get; set; }

    /// <summary>Whether the entry is there.</summary>
    public bool HasEntry { get; set; }

    /// <summary>Whether the entry names the tenant in whose chain it stands.</summary>
    public bool IsOfItsTenant { get; set; }

    /// <summary>Whether the personal part is there.</summary>
    public bool HasSubject { get; set; }

    /// <summary>Whether the entry was sealed with a detail.</summary>
    public bool HadDetail => !Of(Places.DetailCommitment).IsEmpty;

    /// <summary>The mark that the personal part was erased; null for most.</summary>
    public Signature? SubjectMark { get; set; }

    /// <summary>The mark that the detail was erased; null for most.</summary>
    public Signature? DetailMark { get; set; }

    /// <summary>Whether its personal parts, and marks in their place, are filed under the entry's tenant and time.</summary>
    public bool IsFiledWithIt { get; set; }

    /// <summary>Whether the detail is there.</summary>
    public bool HasDetail { get; set; }

    /// <summary>Why the row cannot be read, where its columns are not of the kind that they must be; null for most.</summary>
    public string? Fault { get; set; }

    public bool IsReadable => Fault is null;

    /// <summary>Where the parts stand in the buffer.</summary>
    public Parts Places { get; } = new();

    public ReadOnlySpan<byte> Hash => Of(Places.Hash) is { Length: Chain.HashLength } hash ? hash : NoHash;

    /// <summary>The fields of the leaf behind the number.</summary>
    public ReadOnlySpan<byte> Fields => Of(Places.Fields);

    /// <summary>Whether personal parts are gone.</summary>
    public bool IsErased => HasEntry && (!HasSubject || (!HasDetail && HadDetail));

    /// <summary>Forgets everything.</summary>
    /// <returns>The buffer, for what is found now.</returns>
    public CanonicalText Clear()
    {
        (Ordinal, Tenant, Sequence, Epoch, At, Fault) = (0, string.Empty, 0, 0, 0, null);
        HasEntry = IsOfItsTenant = HasSubject = HasDetail = false;
        SubjectMark = DetailMark = null;
        IsFiledWithIt = true;
        Places.Clear();
        return _bytes.Begin();
    }

    /// <summary>The bytes of a part.</summary>
    public ReadOnlySpan<byte> Of(Range part) => _bytes.AsSpan()[part];

    /// <summary>A row to be kept, with what a seal says of its entry.</summary>
    public SealedRow Copy()
    {
        var row = new SealedRow { Ordinal = Ordinal, Tenant = Tenant, Sequence = Sequence, Epoch = Epoch };
        row._bytes.Raw(_bytes.AsSpan());
        (row.Places.Hash, row.Places.Fields) = (Places.Hash, Places.Fields);
        return row;
    }

    /// <summary>Why its personal parts do not fit their commitments; null for most.</summary>
    public string? PersonalFault(SaltedHash hash) =>
        HasSubject && !hash.Of(Of(Places.SubjectSalt), Of(Places.Subject)).SequenceEqual(Of(Places.SubjectCommitment)) ? "has another personal part than it was sealed with"
        : !IsFiledWithIt ? "has a personal part, or a mark in place of one, that is filed under another tenant or time"
        : HasDetail && !hash.Of(Of(Places.DetailSalt), Of(Places.Detail)).SequenceEqual(Of(Places.DetailCommitment)) ? "has another detail than it was sealed with"
        : null;

    /// <summary>Where the parts of a row stand in its buffer.</summary>
    internal sealed class Parts
    {
        public Range Hash { get; set; }

        public Range Fields { get; set; }

        public Range SubjectCommitment { get; set; }

        public Range SubjectSalt { get; set; }

        public Range Subject { get; set; }

        /// <summary>The entry's id, as a field.</summary>
        public Range Id { get; set; }

        /// <summary>Empty where there never was a detail.</summary>
        public Range DetailCommitment { get; set; }

        public Range DetailSalt { get; set; }

        public Range Detail { get; set; }

        public void Clear() => Hash = Fields = Id = SubjectCommitment = SubjectSalt = Subject = DetailCommitment = DetailSalt = Detail = ..0;
    }
}
