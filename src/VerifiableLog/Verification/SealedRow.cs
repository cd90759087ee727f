using System.Runtime.InteropServices;
using Enterprise.VerifiableLog.Integrity;

namespace Enterprise.VerifiableLog.Verification;

/// <summary>
/// A seal with what belongs to it, as it was found: texts in canonical form, everything in one buffer. Rows are filled again and again,
/// because making new ones for millions of entries would cost more than verifying them.
/// </summary>
internal sealed class SealedRow(LogSchema schema)
{
    private static readonly byte[] NoHash = new byte[Chain.HashLength];

    private readonly CanonicalText _bytes = new();
    private Ranges _places;

    public long Ordinal { get; set; }

    public string Tenant { get; set; } = string.Empty;

    public long Sequence { get; set; }

    public int Epoch { get; set; }

    /// <summary>The entry's time in microseconds.</summary>
    public long At { get; set; }

    /// <summary>Whether the entry is there.</summary>
    public bool HasEntry { get; set; }

    /// <summary>Whether the entry names the tenant in whose chain it is.</summary>
    public bool IsOfItsTenant { get; set; }

    /// <summary>Its personal parts, in the order of the schema.</summary>
    public IReadOnlyList<SealedPart> Parts { get; } = [.. schema.Parts.Select(part => new SealedPart(part))];

    /// <summary>Whether its personal parts, and receipts in their place, are filed under the entry's tenant and time.</summary>
    public bool IsFiledWithIt { get; set; }

    /// <summary>Why the row cannot be read, where its columns are not of the kind that they must be; null for most.</summary>
    public string? Fault { get; set; }

    public bool IsReadable => Fault is null;

    /// <summary>Where its bytes are in the buffer.</summary>
    public ref Ranges Places => ref _places;

    public ReadOnlySpan<byte> Hash => Of(Places.Hash) is { Length: Chain.HashLength } hash ? hash : NoHash;

    /// <summary>The fields of the leaf behind the number.</summary>
    public ReadOnlySpan<byte> Fields => Of(Places.Fields);

    /// <summary>Where the row's bytes are added.</summary>
    public CanonicalText Text => _bytes;

    /// <summary>Whether an entry was sealed with a part.</summary>
    public bool Had(SealedPart part) => part.Part.IsRequired || !Of(part.Commitment).IsEmpty;

    /// <summary>Whether personal parts are gone.</summary>
    public bool IsErased
    {
        get
        {
            for (var index = 0; HasEntry && index < Parts.Count; index++)
            {
                if (!Parts[index].IsThere && Had(Parts[index]))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        (Ordinal, Tenant, Sequence, Epoch, At, Fault) = (0, string.Empty, 0, 0, 0, null);
        HasEntry = IsOfItsTenant = false;
        IsFiledWithIt = true;
        Places = default;
        for (var index = 0; index < Parts.Count; index++)
        {
            Parts[index].Clear();
        }

        _bytes.Begin();
    }

    /// <summary>The bytes of a part.</summary>
    public ReadOnlySpan<byte> Of(Range part) => _bytes.AsSpan()[part];

    /// <summary>A row to be kept, with what a seal says of its entry.</summary>
    public SealedRow Copy()
    {
        var row = new SealedRow(schema) { Ordinal = Ordinal, Tenant = Tenant, Sequence = Sequence, Epoch = Epoch };
        row._bytes.Raw(_bytes.AsSpan());
        row.Places = Places;
        return row;
    }

    /// <summary>Why its personal parts do not match their commitments; null for most.</summary>
    public string? PersonalFault(SaltedHash hash)
    {
        for (var index = 0; index < Parts.Count; index++)
        {
            if (Parts[index] is { IsThere: true } part && !hash.Of(Of(part.Salt), Of(part.Fields)).SequenceEqual(Of(part.Commitment)))
            {
                return $"has another {part.Part.Name} than it was sealed with";
            }
        }

        return IsFiledWithIt ? null : "has a personal part, or the receipt of one, that is filed under another tenant or time";
    }

    /// <summary>Where the bytes of a row are in its buffer.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal record struct Ranges
    {
        public Range Hash { get; set; }

        /// <summary>The entry's id, as a field.</summary>
        public Range Id { get; set; }

        /// <summary>The fields of the leaf after the number.</summary>
        public Range Fields { get; set; }
    }
}

/// <summary>A personal part as it was found.</summary>
internal sealed class SealedPart(LogPart part)
{
    public LogPart Part => part;

    public bool IsThere { get; set; }

    /// <summary>Empty where the entry never had the part.</summary>
    public Range Commitment { get; set; }

    public Range Salt { get; set; }

    public Range Fields { get; set; }

    /// <summary>The receipt of its erasure; null for most.</summary>
    public Signature? Receipt { get; set; }

    public void Clear()
    {
        IsThere = false;
        Commitment = Salt = Fields = ..0;
        Receipt = null;
    }
}
